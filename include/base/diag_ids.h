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

/* publish: the output folder */
DIAG(CANNOT_WRITE, "cannot-write", SEV_FATAL,
     "The computer would not let blether write into the output folder. Check that the disk is "
     "connected, that you may write there (right-click, Properties, Permissions) and build again; "
     "what was published before is still whole.")
DIAG(DISK_FULL, "disk-full", SEV_FATAL,
     "There is no room left on the disk of the output folder. Empty the bin or move large files to "
     "another disk and build again; what was published before is still whole.")
DIAG(FOLDER_BUSY, "folder-busy", SEV_FATAL,
     "Another blether is building into the same output folder at this moment. Wait until it has "
     "finished, or choose another output folder.")
DIAG(BAD_MANIFEST, "bad-manifest", SEV_FATAL,
     "In the output folder blether keeps a list of the files that it wrote, so that it never deletes "
     "anything of yours. The list was changed or damaged. Move the whole output folder away and "
     "build again: all that blether wrote is written again.")
DIAG(NOT_OURS, "not-ours", SEV_ERROR,
     "In the output folder something that blether did not write has the name of a file that it must "
     "write. blether never overwrites what it did not write: move it away or rename it, or choose an "
     "empty output folder, and build again.")
DIAG(SAME_OUTPUT, "same-output", SEV_ERROR,
     "Two items of the content would become the same file of the site, and one would hide the other. "
     "Give one of them another name (the part of its folder or file name that becomes its address).")
DIAG(OUTPUT_NAME, "output-name", SEV_ERROR,
     "A file of the site would get a name that cannot be an address on the web: too long, with "
     "invisible characters, or one that blether keeps for itself. Rename the file or folder of the "
     "content that it is made from.")
DIAG(CHANGED_BY_HAND, "changed-by-hand", SEV_WARNING,
     "A file in the output folder is not as blether wrote it. Such changes are lost when the page is "
     "written again: change the content instead, then build.")
