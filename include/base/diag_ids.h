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

/* media: recordings and pictures as the worker finds them */
DIAG(EMPTY_FILE, "empty-file", SEV_ERROR,
     "The file has a name but no content: copying it was interrupted or the recorder had no space "
     "left. Copy it again from where it was recorded.")
DIAG(NOT_AUDIO, "not-audio", SEV_ERROR,
     "There is no sound in this file that can be used, whatever its name says. Check that the "
     "right file was put here; playlists and links are not recordings.")
DIAG(UNKNOWN_CODEC, "unknown-codec", SEV_ERROR,
     "The sound is packed or protected in a way that cannot be opened here. Open it in the program "
     "it was made with and save it as WAV, FLAC or MP3.")
DIAG(TRUNCATED, "truncated", SEV_ERROR,
     "The end of the recording is missing, most often because copying it or sending it was "
     "interrupted. Copy it again from where it was recorded; if this is all there is, open it in "
     "an audio editor, check the end and save it under a new name.")
DIAG(DAMAGED, "damaged", SEV_ERROR,
     "Parts of the recording cannot be read, so listeners would hear gaps or noise. Copy it again "
     "from where it was recorded; if the damage stays, open it in an audio editor, repair the "
     "place and save it under a new name.")
DIAG(NO_SAMPLES, "no-samples", SEV_ERROR,
     "The file looks like a recording but not one moment of it could be played. Copy it again from "
     "where it was recorded.")
DIAG(WRONG_SUFFIX, "wrong-suffix", SEV_WARNING,
     "The end of the file's name says another format than the file has, which misleads programs "
     "and web servers. Rename the file as the message says; nothing needs to be converted.")
DIAG(FORMAT_CHANGE, "format-change", SEV_WARNING,
     "The recording changes its sampling rate or its number of channels on the way, and some "
     "players stop there or play at the wrong speed. Open it in an audio editor and save it anew.")
DIAG(NOT_PICTURE, "not-picture", SEV_ERROR,
     "The file is not a picture that can be used here. Podcast apps show JPEG and PNG; open the "
     "picture in any picture program and save it in one of these formats.")
DIAG(DAMAGED_PICTURE, "damaged-picture", SEV_ERROR,
     "A part of the picture is missing or broken. Copy it again from where it came, or open it in "
     "a picture program, check it and save it under a new name.")
DIAG(PICTURE_TOO_BIG, "picture-too-big", SEV_ERROR,
     "The picture is larger than any screen or print needs. Scale it down in a picture program; "
     "covers are 1400 to 3000 pixels wide.")
DIAG(CANNOT_WRITE, "cannot-write", SEV_FATAL,
     "The computer could not write a file: the disk is full, or the folder may not be written to. "
     "Make space or check the folder's permissions, then run the command again.")
DIAG(CANNOT_ENCODE, "cannot-encode", SEV_ERROR,
     "The recording could be read but not turned into the file that listeners download. Open it in "
     "an audio editor and save it as WAV or FLAC; if that fails too, please report it.")
DIAG(BAD_JOB, "bad-job", SEV_FATAL,
     "The media worker was given a job it does not understand. blether and blether-media are "
     "probably of different versions; install both again.")

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
