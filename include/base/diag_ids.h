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

/* jobs: media workers and the cache of their answers */
DIAG(MEDIA_CRASH, "media-crash", SEV_ERROR,
     "The program that reads recordings failed on this file; the others are not affected. Such a "
     "file is nearly always damaged. Open it in an audio editor, export it again and put the new "
     "file in its place.")
DIAG(MEDIA_TIMEOUT, "media-timeout", SEV_ERROR,
     "Reading this file took longer than it may without getting any further. It may be damaged, or "
     "lie on a disk or network that does not answer. Copy it to this computer and try again, or "
     "export it again from an audio editor.")
DIAG(SOURCE_CHANGED, "source-changed", SEV_ERROR,
     "The file was written to while blether was reading it. Wait until it is copied or exported "
     "completely, then run blether again.")
DIAG(NO_WORKER, "no-worker", SEV_FATAL,
     "Recordings are read by a second program, blether-media, which belongs beside blether and "
     "could not be started. Install blether again, with both programs in one folder.")
DIAG(CANNOT_WRITE_CACHE, "cannot-write-cache", SEV_FATAL,
     "The files that listeners will download are made in the cache folder, and there is no room "
     "for them or no permission to write. Make room on the disk, or give the folder to yourself.")
DIAG(CACHE_RESET, "cache-reset", SEV_WARNING,
     "The cache, in which blether keeps what it learnt of recordings, was damaged, perhaps by a "
     "full disk or a power cut. Nothing is lost: a new one is made, and this run takes longer.")
DIAG(CACHE_UNUSABLE, "cache-unusable", SEV_WARNING,
     "blether could not keep what it learnt of recordings, so the next run takes as long as this "
     "one. Make room on the disk, or give the cache folder to yourself.")
