/*
 * The catalogue of messages: DIAG(id, slug, severity, advice), a block a stage.
 *
 * The slug is printed in brackets after each message and never changes meaning;
 * the advice is what `blether explain SLUG` prints. tests/golden provokes each
 * one; tests/style/messages.sh checks that none is forgotten.
 */

/* base: text files */
DIAG(CANNOT_READ, "cannot-read", SEV_FATAL,
     "The computer would not let blether open or read this file. Check that it exists, that you "
     "may read it (right-click, Properties, Permissions) and that the disk it is on is connected.")
DIAG(MISSING_FILE, "missing-file", SEV_ERROR,
     "A file that is named here does not exist. Names must match letter by letter; capital and "
     "small letters are different.")
DIAG(BAD_UTF8, "bad-utf8", SEV_ERROR,
     "The file has bytes that are not UTF-8 text, so letters would come out wrong. Open it in your "
     "editor and save it again with the encoding UTF-8.")
DIAG(BAD_CHARACTER, "bad-character", SEV_ERROR,
     "The file has an invisible control character that feeds and pages cannot carry; podcast apps "
     "would refuse the whole feed. It often comes with text copied from a PDF. Delete it and type "
     "the place again.")
DIAG(FILE_TOO_BIG, "file-too-big", SEV_ERROR,
     "Text files may be 4 MB at most. A page that long is almost always a recording or a picture "
     "with the wrong name, or a text pasted many times.")

/* feed: what programs subscribe to */
DIAG(FEED_REFUSED, "feed-refused", SEV_ERROR,
     "The feed could not be written as a whole, so nothing of it was published. The message says "
     "what stood in the way; most often a feed has become far too long, or a text has an invisible "
     "control character.")
DIAG(LONG_FEED, "long-feed", SEV_WARNING,
     "Apps load the whole feed every time they look for a new episode, and some directories stop "
     "reading at 5 MB. Shorter notes make it smaller; the pages of the site can say more.")
