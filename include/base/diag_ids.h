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

/* verify: the output, read again */
DIAG(FEED_MALFORMED, "feed-malformed", SEV_ERROR,
     "The feed or sitemap is not well-formed XML, so apps could not read any of it. Nothing was "
     "published. This is a fault of blether and not of your text: please report it.")
DIAG(FEED_INVALID, "feed-invalid", SEV_ERROR,
     "The feed breaks a rule that directories or apps insist on. The message names the part; look "
     "at the field of the show or the episode that it comes from. The site's address must begin "
     "with https://.")
DIAG(FEED_DATE, "feed-date", SEV_ERROR,
     "A date in the feed does not exist or has the wrong day of the week; apps would show the "
     "episode at another time or not at all.")
DIAG(FEED_ORDER, "feed-order", SEV_ERROR,
     "Every episode needs a date of its own, a second apart at least, and the newest comes first. "
     "Otherwise apps shuffle the episodes.")
DIAG(FEED_SELF, "feed-self", SEV_ERROR,
     "The feed must name its own final address. Check the address in site.yaml.")
DIAG(DUPLICATE_GUID, "duplicate-guid", SEV_ERROR,
     "Two episodes have the same guid or the same recording, so apps would show one of them only. "
     "A copied episode needs a guid of its own.")
DIAG(ENCLOSURE_LENGTH, "enclosure-length", SEV_ERROR,
     "The feed must give the exact size of the recording. Build again; if it stays, the file was "
     "changed while the site was built.")
DIAG(LONG_DESCRIPTION, "long-description", SEV_ERROR,
     "Apple Podcasts and others cut descriptions after 4000 bytes. Letters with accents and emoji "
     "count as two to four. Shorten the text.")
DIAG(ESCAPED_TWICE, "escaped-twice", SEV_WARNING,
     "A title has a code such as &amp; where a character was meant, and listeners would see the "
     "code. Write the character itself: blether escapes it where that is needed.")
DIAG(UNSAFE_NOTES, "unsafe-notes", SEV_ERROR,
     "Notes of an episode may not carry scripts, forms or embedded pages; apps drop them or refuse "
     "the feed. Put a link in their place.")
DIAG(RELATIVE_LINK, "relative-link", SEV_ERROR,
     "Apps show the notes far from the site, so every link in a feed must be a whole address that "
     "begins with https://.")
DIAG(DEAD_LINK, "dead-link", SEV_ERROR,
     "A page or feed leads to something that is not there. Check the name letter by letter: "
     "capital and small letters are different.")
DIAG(DEAD_ANCHOR, "dead-anchor", SEV_ERROR,
     "The part of a link after # names a place in a page, and that page has no such place. Look at "
     "the headings of the page and correct the link.")
DIAG(THIRD_PARTY, "third-party", SEV_ERROR,
     "A page that fetches pictures, sounds or scripts from another site tells that site who reads "
     "it. Put the file beside your text and name it there; a plain link is fine.")
DIAG(DUPLICATE_ID, "duplicate-id", SEV_ERROR,
     "An id may stand in a page once only; screen readers and links get lost otherwise. Most often "
     "two headings of a page are the same.")
DIAG(NO_ALT, "no-alt", SEV_ERROR,
     "Every picture needs a description for people who cannot see it: ![what it shows](file.jpg).")
DIAG(BAD_CHAPTERS, "bad-chapters", SEV_ERROR,
     "A chapters file does not have the form that apps read (JSON chapters 1.2).")
DIAG(BAD_TRANSCRIPT, "bad-transcript", SEV_ERROR,
     "A transcript does not have the form that apps read (WebVTT): times as 00:01:02.500, each cue "
     "ending after it begins, in order.")
DIAG(MORE_OF_THE_SAME, "more-of-the-same", SEV_NOTE,
     "The same fault was found in many files; it is told three times. Mend it where it comes from, "
     "often a template or the menu, and build again.")
