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
     "would refuse the whole feed. It often comes with text copied from a PDF. U+FFFD, a black question "
     "mark, is a letter that was lost when the text was saved or copied. Delete it and type the place "
     "again.")
DIAG(FILE_TOO_BIG, "file-too-big", SEV_ERROR,
     "Text files may be 4 MB at most. A page that long is almost always a recording or a picture "
     "with the wrong name, or a text pasted many times.")

/* read: the content folder */
DIAG(NO_SITE, "no-site", SEV_ERROR,
     "A content folder begins with a file site.yaml. Go into the folder that has it, or name it with "
     "--content; 'blether new site' makes a new one.")
DIAG(UNKNOWN_FOLDER, "unknown-folder", SEV_WARNING,
     "blether reads the folders podcasts and pages, and theme for your own templates. A folder with a "
     "name close to these is probably a typing slip.")
DIAG(UNREAD, "unread", SEV_WARNING,
     "The file or folder lies where blether looks for pages or shows, but is not one of them, so it will not "
     "appear. Word documents are offered for download when a page links to them.")
DIAG(BAD_NAME, "bad-name", SEV_ERROR,
     "Names of folders and pages become web addresses. Spaces, capitals and accents in addresses break "
     "links and podcast apps, so only small letters, digits and single hyphens are taken.")
DIAG(OUTSIDE_CONTENT, "outside-content", SEV_ERROR,
     "A link or path leads out of the content folder. Nothing outside is read, so that no private file "
     "is published by accident. Copy the file into the folder.")
DIAG(PRIVATE_FILE, "private-file", SEV_ERROR,
     "The folder private is for what must never be published: contact lists, forms of consent, uncut "
     "recordings. Nothing in it can be linked, shown or played. If the file is meant for everybody, put a "
     "copy beside the page and name that.")
DIAG(NOT_A_FILE, "not-a-file", SEV_ERROR,
     "Content is made of files and folders. Something else has got in here, such as a socket or a pipe "
     "that a program left behind; move it away or delete it.")
DIAG(DUPLICATE_SLUG, "duplicate-slug", SEV_ERROR,
     "Two items would have the same web address: their folder names are the same but for the number. "
     "Rename one of the folders.")
DIAG(DUPLICATE_GUID, "duplicate-guid", SEV_ERROR,
     "Apps know an episode by its guid; of two with the same one they show only one. This happens when a "
     "folder is copied. Write a new guid into the newer episode.")
DIAG(DUPLICATE_NUMBER, "duplicate-number", SEV_ERROR,
     "Two full episodes of a season have the same number. Give one of them another number.")
DIAG(SAME_DATE, "same-date", SEV_ERROR,
     "Two episodes appear at the same second, and apps would order them by chance. Move one by a minute.")
DIAG(UNKNOWN_REFERENCE, "unknown-reference", SEV_ERROR,
     "A field names another item by its slug: the name of its folder without the number.")

/* read: front matter */
DIAG(NO_FRONT_MATTER, "no-front-matter", SEV_ERROR,
     "A page begins with its front matter: a line of three hyphens, fields such as 'title: Hope', and "
     "three hyphens again. 'blether new episode' writes one to fill in.")
DIAG(UNCLOSED_FRONT_MATTER, "unclosed-front-matter", SEV_ERROR,
     "The front matter ends with a line of three hyphens and nothing else on it.")
DIAG(YAML_SYNTAX, "yaml-syntax", SEV_ERROR,
     "Front matter is YAML: 'key: value' lines, spaces (never tabs) for indentation, and quotation marks "
     "around a text that has a colon, or begins with a sign such as @, *, [ or {.")
DIAG(UNKNOWN_FIELD, "unknown-field", SEV_ERROR,
     "No such field exists for this kind of item; most are typing slips. 'blether help episode' (or show, "
     "page, site) lists the fields.")
DIAG(MISSING_FIELD, "missing-field", SEV_ERROR,
     "A field that every item of this kind needs is not there. 'blether help episode' (or show, page, "
     "site) tells what each is for.")
DIAG(DUPLICATE_FIELD, "duplicate-field", SEV_ERROR,
     "The same field stands twice, and only one value can be meant. Delete one of the lines.")
DIAG(EMPTY_VALUE, "empty-value", SEV_ERROR,
     "A field without a value says nothing. Write a value behind the colon or delete the line.")
DIAG(CUT_TEXT, "cut-text", SEV_ERROR,
     "In YAML a '#' behind a blank begins a remark, and the rest of the line is left out. A text with such a "
     "sign is put in straight quotation marks: title: \"Part #2\". A remark goes on a line of its own.")
DIAG(WRONG_TYPE, "wrong-type", SEV_ERROR,
     "The value has another form than the field takes: a list where one value is wanted, a word where a "
     "number is wanted, or the other way round.")
DIAG(TOO_LONG, "too-long", SEV_ERROR,
     "The text is longer than podcast directories take; they would cut or refuse it. Shorten it.")
DIAG(LOOKS_LIKE_TAG, "looks-like-tag", SEV_WARNING,
     "Titles and summaries are plain text, but some apps read them as HTML and drop what looks like a "
     "tag. Write it without the angle brackets.")
DIAG(BAD_DATE, "bad-date", SEV_ERROR,
     "A date is written as day, time and zone: 2026-09-07 09:00 +01:00. In Britain the zone is +01:00 from "
     "the last Sunday of March to the last Sunday of October, and +00:00 otherwise.")
DIAG(BAD_URL, "bad-url", SEV_ERROR,
     "A web address is written in full, beginning with https:// and without spaces.")
DIAG(BAD_EMAIL, "bad-email", SEV_ERROR, "An e-mail address looks like name@example.org.")
DIAG(BAD_UUID, "bad-uuid", SEV_ERROR,
     "A guid is a UUID: 32 hexadecimal digits in five groups. 'blether new episode' makes one; copy it "
     "whole and never change it afterwards.")
DIAG(GUID_FORM, "guid-form", SEV_WARNING,
     "New episodes have a UUID for their guid, which 'blether new episode' makes and nobody else has. Another text is right where an episode was "
     "published elsewhere before, and apps know it by that text; then 'came_from' says where it was.")
DIAG(BAD_ELEMENT, "bad-element", SEV_ERROR,
     "What a feed had before the show came here, and no field has, stands in 'elements' as XML: each entry one whole element "
     "in quotation marks. It is written into the feed as it stands, so a mistake in it would break the feed for "
     "everybody. The prefixes itunes, podcast and atom are known; others need their xmlns.")
DIAG(BAD_LANGUAGE, "bad-language", SEV_ERROR,
     "A language is written as its code: en-GB for British English, gd for Gaelic, pl for Polish.")
DIAG(BAD_CHOICE, "bad-choice", SEV_ERROR, "The field takes one of a few words; the message lists them.")
DIAG(BAD_CATEGORY, "bad-category", SEV_ERROR,
     "Directories have a fixed list of categories, written like 'Society & Culture' or, with the part "
     "below it, 'Society & Culture > Relationships'. Capitals count.")
DIAG(BAD_LICENCE, "bad-licence", SEV_ERROR,
     "A licence is named by its short code: CC-BY-4.0 lets others reuse with your name, ARR reserves all "
     "rights.")
DIAG(BAD_TIME, "bad-time", SEV_ERROR,
     "A place in a recording is written as minutes and seconds in quotation marks: \"01:30\".")
DIAG(BAD_NUMBER, "bad-number", SEV_ERROR, "The number is smaller or greater than the field takes.")

/* read: recordings, transcripts, chapters and files beside a page */
DIAG(MISSING_RECORDING, "missing-recording", SEV_ERROR,
     "An episode is a folder with a page and a recording. Any format will do: what a phone, Zoom or an "
     "audio editor saves. If there is no recording yet, write 'status: draft' and the rest is still checked.")
DIAG(SEVERAL_FILES, "several-files", SEV_ERROR,
     "More than one file in the folder could be meant. Name the right one in the front matter, or move "
     "the others out.")
DIAG(MISSING_TRANSCRIPT, "missing-transcript", SEV_ERROR,
     "Deaf readers, and everyone who cannot listen just now, need the words; public bodies must offer them "
     "by law (WCAG 1.2.1). Put a transcript.vtt (Zoom makes one), .srt, .json or .txt beside the page. If "
     "there can be none, write 'no_transcript:' and the reason: the page of the episode and the "
     "accessibility statement tell it.")
DIAG(TRANSCRIPT_SYNTAX, "transcript-syntax", SEV_ERROR,
     "A transcript is WebVTT or SRT (a line with two times, the words below it, an empty line), JSON with a "
     "list of segments, or plain text: 'Name: words', a paragraph for each time somebody speaks. Apps throw "
     "away the whole file for one bad time.")
DIAG(CHAPTER_ORDER, "chapter-order", SEV_ERROR,
     "Chapters are listed in the order in which they are heard, each later than the one before.")
DIAG(CHAPTER_START, "chapter-start", SEV_WARNING,
     "Apps show chapters only when the first one begins at 00:00; add one such as 'Welcome'.")
DIAG(FILE_KIND, "file-kind", SEV_ERROR,
     "The site carries pictures (JPEG, PNG, GIF, WebP), PDF, plain text, calendars and office files. Other "
     "kinds cannot be opened by most phones.")

/* read: Markdown */
DIAG(LINK_TARGET, "link-target", SEV_ERROR,
     "The link leads to a page that does not exist. Links between pages name the Markdown file as seen "
     "from this one, such as ../02-hope/episode.md.")
DIAG(UNSAFE_LINK, "unsafe-link", SEV_ERROR,
     "Addresses of this kind can run a program on the reader's device, or are not understood by every "
     "browser. Link to https: pages, mailto: and tel: addresses only.")
DIAG(REMOTE_PICTURE, "remote-picture", SEV_ERROR,
     "A picture from another site tells that site who reads this page, and vanishes when they move it. "
     "Copy it beside the page if its licence allows.")
DIAG(MISSING_ALT, "missing-alt", SEV_ERROR,
     "People who cannot see the picture hear its description instead. Say what it shows, as you would on "
     "the telephone: ![Two hands holding a cup of tea](tea.jpg).")
DIAG(RAW_HTML, "raw-html", SEV_ERROR,
     "HTML in pages breaks feeds and can carry harmful code, so it is refused. Markdown has *emphasis*, "
     "**strong**, lists, > quotations, links and pictures. A '<' that you mean as a sign is written &lt;.")
DIAG(MARKDOWN_TOO_DEEP, "markdown-too-deep", SEV_ERROR,
     "Lists, quotations and emphasis can stand in one another, but nobody can read a hundred of them. "
     "Most often a program pasted the same sign many times: delete what is too much.")
DIAG(SPACE_IN_LINK, "space-in-link", SEV_ERROR,
     "An address ends at its first space, so this is neither a link nor a picture: readers would see the "
     "brackets. Put the name between < and >, as in ![Our hall](<Our Hall.jpg>), or rename the file. "
     "If no link is meant, write \\[ for [.")
DIAG(BARE_MARKDOWN, "bare-markdown", SEV_WARNING,
     "There are several kinds of Markdown. This one (CommonMark) has no tables, which telephones and "
     "screen readers show badly too. Write a list, or link to a spreadsheet or PDF.")

/* model: what the media say about the content */
DIAG(COVER_FORMAT, "cover-format", SEV_ERROR,
     "Apple and Spotify take covers as JPEG or PNG. Open the picture and save it as one of these.")
DIAG(COVER_COLOUR, "cover-colour", SEV_ERROR,
     "The cover is made for printing (CMYK) or has no colours, and directories refuse it. Save it again "
     "with the colour space RGB.")
DIAG(COVER_SHAPE, "cover-shape", SEV_ERROR,
     "Apps show covers as squares and directories refuse other shapes. Crop the picture or give it a border.")
DIAG(COVER_SIZE, "cover-size", SEV_ERROR,
     "Directories take covers of 1400 to 3000 pixels on each side. Export the picture again in that size; "
     "blowing up a small one makes it blurred.")
DIAG(CHAPTER_BEYOND, "chapter-beyond", SEV_ERROR,
     "A chapter begins after the recording has ended. The times may belong to an uncut version.")
DIAG(TRANSCRIPT_BEYOND, "transcript-beyond", SEV_ERROR,
     "The transcript is longer than the recording, so it was made from another version or its times have "
     "slipped. Make it again from this recording.")

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

/* publish: the output folder */
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

/* feed: what programs subscribe to */
DIAG(FEED_REFUSED, "feed-refused", SEV_ERROR,
     "The feed could not be written as a whole, so nothing of it was published. The message says "
     "what stood in the way; most often a feed has become far too long, or a text has an invisible "
     "control character.")
DIAG(LONG_FEED, "long-feed", SEV_WARNING,
     "Apps load the whole feed every time they look for a new episode, and some directories stop "
     "reading at 5 MB. Shorter notes make it smaller; the pages of the site can say more.")

/* site: templates and the theme */
DIAG(TEMPLATE_SYNTAX, "template-syntax", SEV_ERROR,
     "A tag of a template is not written as it should be. Tags are {{name}}, {{#name}} with its "
     "{{/name}}, {{^name}}, {{> name}} and {{! remark }}.")
DIAG(TEMPLATE_SECTION, "template-section", SEV_ERROR,
     "Each {{#name}} or {{^name}} needs its {{/name}} in the same file, and the one that was opened "
     "last is closed first, like brackets.")
DIAG(TEMPLATE_NAME, "template-name", SEV_ERROR,
     "A template uses a name that there is not at this place. Names are the fields of the front "
     "matter and what blether computes from them; look for a slip of the pen.")
DIAG(TEMPLATE_TYPE, "template-type", SEV_ERROR,
     "A template uses a name in a way that does not suit it: texts and numbers are printed with "
     "{{name}}, lists and groups are opened with {{#name}}, and three braces are for notes only.")
DIAG(TEMPLATE_PARTIAL, "template-partial", SEV_ERROR,
     "Where a template says {{> name}}, the template name.html is put in. The file must be one of the "
     "built-in theme's, or stand in your theme folder.")
DIAG(TEMPLATE_DEPTH, "template-depth", SEV_ERROR,
     "Sections and partials stand in one another more deeply than blether follows. Nearly always a "
     "template includes itself.")
DIAG(THEME_FILE, "theme-file", SEV_WARNING,
     "A file in the theme folder takes the place of the built-in file of the same name, or is put in "
     "by a template that names it. This one does neither, so it changes nothing.")
DIAG(PAGE_TOO_BIG, "page-too-big", SEV_ERROR,
     "A page came out longer than any browser should be sent. Split its text into several pages.")

/* cli: what people hardly mean */
DIAG(WOULD_DELETE, "would-delete", SEV_ERROR,
     "Whoever subscribed to a feed loses the show when the feed vanishes, and a build that deletes more than half "
     "of what it finds is mostly one of another site. If a folder was renamed by mistake, give it its old name "
     "back; if the output folder belongs to another site, name another with --output. If it is meant, say so: "
     "blether build --allow-deletions.")

/* media: the file that holds the sound */
DIAG(NO_VBR_HEADER, "no-vbr-header", SEV_WARNING,
     "The bit rate of this MP3 changes all the time, and its beginning does not tell how long it is. "
     "Players then show a wrong length and jump to wrong places. The copy for listeners has what is "
     "missing; for other uses, export the recording again from an audio editor.")
DIAG(LYING_HEADER, "lying-header", SEV_WARNING,
     "The beginning of this MP3 says that it is shorter or longer than it is, as after joining or "
     "cutting files without an audio editor. Players believe it, show a wrong length and may stop too "
     "early. Listen to the end, then export the recording again from an audio editor.")
DIAG(MOOV_AT_END, "moov-at-end", SEV_NOTE,
     "The index of this file stands at its end, as phones and editors leave it, so that it plays only "
     "when all of it has been loaded. Nothing has to be done: the copy for listeners has it in front.")
DIAG(SEVERAL_STREAMS, "several-streams", SEV_WARNING,
     "The file holds more than one recording, such as several languages or several microphones, and "
     "listeners get one of them. Open it in an audio editor and export the one that is meant.")
DIAG(PROTECTED, "protected", SEV_ERROR,
     "The recording is locked with copy protection and plays only in the shop's own programs. It "
     "cannot be used here: ask whoever made it for a file without copy protection.")

/* media: what the samples themselves tell */
DIAG(NO_SOUND, "no-sound", SEV_ERROR,
     "The recording has samples, but nothing in it can be heard. Play the original; mostly the microphone was "
     "off, or the file of another track was taken.")
DIAG(CLIPPING, "clipping", SEV_WARNING,
     "The recording level was so high that the tops of the waves are missing. That cannot be mended fully: an "
     "editor's declipper rounds the tops, and next time the level should stay below -12 dB.")
DIAG(DC_OFFSET, "dc-offset", SEV_WARNING,
     "The middle of the wave does not lie at zero, so every cut, the start and the end click, and there is less "
     "room for loud sounds. Audacity's Normalize removes it; mostly a cheap sound card or a broken cable makes it.")
DIAG(NOISY, "noisy", SEV_WARNING,
     "Noise is heard through the whole recording. Some noise reduction helps; more helps to record near to the "
     "mouth, in a room with soft furniture, with windows shut and machines off.")
DIAG(SILENT_ENDS, "silent-ends", SEV_WARNING,
     "The recording begins or ends with silence. People on the way with headphones think that it is broken, and "
     "apps play the next episode late. Cut it off.")
DIAG(LONG_SILENCE, "long-silence", SEV_WARNING,
     "For ten seconds or longer there is nothing to be heard. If a moment of silence is meant, say so in the "
     "recording before it; otherwise cut it out.")
DIAG(DEAD_CHANNEL, "dead-channel", SEV_WARNING,
     "One side of a stereo recording has no sound. People with headphones hear it in one ear, and people with "
     "one good ear perhaps not at all. Mostly a plug was loose or one microphone off.")
DIAG(QUIET_CHANNEL, "quiet-channel", SEV_WARNING,
     "One side of a stereo recording is much softer than the other. With headphones all the sound is in one ear. "
     "Balance the sides in an editor, or mix them down to mono.")
DIAG(INVERTED_PHASE, "inverted-phase", SEV_WARNING,
     "One side of a stereo recording is upside down, most often from a wrongly wired cable. Played by a "
     "telephone or a small radio with one speaker, both sides cancel each other out.")
DIAG(MONO_AS_STEREO, "mono-as-stereo", SEV_NOTE,
     "Both sides of a stereo recording are the same. That does no harm but makes the file bigger; one channel "
     "sounds just the same.")
DIAG(HUM, "hum", SEV_WARNING,
     "Mains electricity is heard as a low hum. It comes from power supplies beside microphone cables, from "
     "chargers, or from two devices on different sockets. Editors have a notch filter for 50 or 60 Hz.")

/* transcripts and chapters */
DIAG(TRANSCRIPT_TIMES, "transcript-times", SEV_NOTE,
     "With a time before each paragraph, such as [00:01:30], apps can show the words while they are spoken. "
     "Without, the transcript stands on the page and in text files only, which is fine too.")
DIAG(TRANSCRIPT_PACE, "transcript-pace", SEV_WARNING,
     "People speak 80 to 220 words a minute. A transcript with far fewer or more is mostly one of another "
     "recording, of another version of it, or only a part.")
DIAG(SPEAKER_NAMES, "speaker-names", SEV_WARNING,
     "Pages and apps show each name as it is written, and take two ways of writing it for two people. Write "
     "a name the same way everywhere.")
DIAG(TRANSCRIBE, "transcribe", SEV_WARNING,
     "The program that show.yaml or the episode names under 'transcribe' made no transcript. It is given the "
     "recording and must print WebVTT, SRT, JSON or text; try it by hand.")
DIAG(TRANSCRIBE_OFF, "transcribe-off", SEV_ERROR,
     "A site may name any program, so none is run unless you say so: blether build --transcribe. Do that only "
     "with content that you trust. What a program wrote once is kept, and it is not run again.")
DIAG(CHAPTERS_FILE, "chapters-file", SEV_ERROR,
     "Chapters beside a recording are Podlove Simple Chapters, JSON chapters, labels of Audacity, or lines "
     "such as '00:01:30 Title'. 255 are the most that a recording can carry.")
DIAG(CHAPTER_PICTURE, "chapter-picture", SEV_NOTE,
     "Apps that show a chapter's picture fetch it, and its host learns who listens. So only pictures that lie "
     "beside the page are taken.")
DIAG(CHAPTER_SHORT, "chapter-short", SEV_WARNING,
     "A chapter of less than a second cannot be heard and hardly be touched on a screen. Mostly one of two "
     "times is a slip.")
DIAG(OWN_CHAPTERS, "own-chapters", SEV_WARNING,
     "Some of the chapters inside the recording begin after its end, or are out of order, and are left out. "
     "List the chapters in the front matter to take their place.")

/* recordings that came here from elsewhere */
DIAG(AS_IT_WAS, "as-it-was", SEV_NOTE,
     "This episode was published elsewhere before ('came_from'), so it is published as it was, its recording byte for "
     "byte: mended, that would be another file, and every app would download it again. What is said here would be said of "
     "new work; of this nothing has to be done. 'blether inspect' tells in full what is wrong with a recording.")
DIAG(DAMAGED_BEFORE, "damaged-before", SEV_WARNING,
     "This recording was published elsewhere before and is published byte for byte as it was. If it was damaged only "
     "on its way here, download it again; if subscribers have it so, it may stay.")
DIAG(AUDIO_NOT_KEPT, "audio-not-kept", SEV_WARNING,
     "Apps know an episode's audio by its bytes. What apps cannot play, or what is video, is made anew as MP3, so "
     "who has the episode may get it a second time. Nothing else is lost: the guid stays. If somebody has recorded the "
     "episode anew, delete the line 'audio' below 'came_from'.")

/* mastering */
DIAG(NOT_MASTERED, "not-mastered", SEV_WARNING,
     "blether brings recordings to the loudness that podcast apps expect and keeps their peaks below "
     "the limit, listens to what it made, and tries again when it is not right. Here three attempts "
     "did not meet both. Most often one number of 'mastering:' in show.yaml asks too much of the other.")
DIAG(STRONG_PEAKS, "strong-peaks", SEV_NOTE,
     "A few moments of the recording are far louder than the rest: a knock against the microphone, a "
     "click, clapping, a shout. So that the voices are loud enough, these moments were turned down. "
     "Nothing else was changed; if it sounds odd there, cut them out in an audio editor.")
DIAG(MASTERING, "mastering", SEV_NOTE,
     "Listeners should not have to turn the volume up for one episode and down for the next, so "
     "recordings are brought to one loudness: -16 LUFS in stereo, -19 in one channel, no peak above "
     "-1 dBTP. The level is raised or lowered as a whole; only peaks that would be too high are "
     "limited, and quiet words stay as quiet beside loud ones as they were. 'master: off' in "
     "episode.md or show.yaml leaves the level alone.")
DIAG(VERY_QUIET, "very-quiet", SEV_WARNING,
     "When a recording is made much louder, so is everything else in it: hiss, hum, traffic. Speak "
     "a hand's breadth from the microphone and set the recorder so that loud words reach about -12 dB.")
DIAG(OPUS_FORMAT, "opus-format", SEV_WARNING,
     "Opus gives small files that sound good, but Apple Podcasts, older phones and some car radios do "
     "not play them: these listeners would hear nothing. 'format: mp3' plays everywhere; 'low_data: "
     "true' under 'mastering:' offers a small file beside it.")

/* media: drawings */
DIAG(NO_FONTS, "no-fonts", SEV_FATAL,
     "What blether inspect --plot draws has words in it, and to write them it needs a font. Debian's package is "
     "fonts-dejavu-core; other systems have one of a like name.")

/* front matter: what `blether new` wrote */
DIAG(EXAMPLE_TEXT, "example-text", SEV_WARNING,
     "blether new writes an example into the fields that must be filled in. This one is there still, and "
     "listeners would read it on the page and in their apps. Put your own words in its place.")

/* publish: fetching over the network */
DIAG(WEB_ADDRESS, "web-address", SEV_ERROR,
     "blether fetches addresses that begin with http:// or https://, have a host name, and have no spaces. "
     "Copy the address from your browser, or name a file.")
DIAG(UNREACHABLE, "unreachable", SEV_FATAL,
     "The server did not answer, so nothing could be compared or checked. Open the address in a browser: if "
     "that works neither, the server or your connection to the internet is down. Try again later.")
DIAG(INSECURE, "insecure", SEV_ERROR,
     "With https the server must prove who it is, and this one did not: its certificate has run out, is for "
     "another name, or comes from nobody known. Podcast apps refuse such a server too. Whoever runs it must "
     "renew the certificate.")
DIAG(HTTP_STATUS, "http-status", SEV_ERROR,
     "The server answered, but not with the file. 404 and 410 mean that there is nothing at this address, "
     "401 and 403 that it is not public, and 500 and above that the server itself has trouble.")
DIAG(REDIRECTS, "redirects", SEV_ERROR,
     "An address may lead to another one, five times at most; this one goes on and on, in a circle, or to "
     "something that is no web page. Podcast apps give up as well. Use the address where the file is now.")
DIAG(FETCH_TOO_LONG, "fetch-too-long", SEV_ERROR,
     "The server sent more than any feed or page has, so blether stopped listening. The address is probably "
     "that of a recording, or the server is broken.")
DIAG(FETCH_DAMAGED, "fetch-damaged", SEV_ERROR,
     "What the server sent cannot be used: it ended too early, or it says that it is compressed and is "
     "not. Try again; if it stays like that, tell whoever runs the server.")

/* read: values that directories and apps have lists of */
DIAG(PLAIN_HTTP, "plain-http", SEV_WARNING,
     "An address that begins with http:// is sent without protection, so anybody on the way can read and change "
     "it. Apple Podcasts and the rules of the podcast namespace ask for https://, and telephones refuse to load "
     "the other kind. Nearly every site has both: put an s behind http and try it in a browser.")
DIAG(RARE_LANGUAGE, "rare-language", SEV_NOTE,
     "Some languages, such as Scots, have a code of three letters only. Browsers and screen readers understand "
     "it; Apple Podcasts and the validator of the W3C have lists of two-letter codes and may file the show "
     "under no language. Nothing is wrong with what you wrote.")
DIAG(BAD_ROLE, "bad-role", SEV_ERROR,
     "Apps that show who is heard and who made an episode know a list of 63 roles in 11 groups, the podcast "
     "taxonomy: host, co-host, guest, narrator, producer, researcher, editor, transcriber, audio editor, sound "
     "designer, composer and more. Capitals do not count.")
DIAG(ROLE_GROUP, "role-group", SEV_ERROR,
     "Each role of the podcast taxonomy belongs to one group: a host to the cast, a researcher to writing. "
     "Leave 'group' out: blether then writes the right one.")
DIAG(BAD_PLACE, "bad-place", SEV_ERROR,
     "A place has a name for people. For programs it can also have its country as two capital letters (GB for "
     "all of Britain), its degrees as geo:55.95,-4.76 (north, then east; west and south have a minus), or its "
     "number in OpenStreetMap, which stands in the address of the place's page there.")
DIAG(EXACT_PLACE, "exact-place", SEV_WARNING,
     "Four digits behind the point lead to a single door, and whoever lives there has visitors. Two lead to the "
     "part of the town, which is all that apps need to say what is near.")

DIAG(BAD_RRULE, "bad-rrule", SEV_ERROR,
     "A recurrence rule tells programs when a new episode is to be expected: FREQ=WEEKLY;BYDAY=MO is every Monday, "
     "with INTERVAL=2 every second one, FREQ=MONTHLY;BYDAY=-1FR the last Friday of each month, COUNT=6 six times "
     "(counted from 'start'). The rules are those of calendars (RFC 5545). If in doubt leave 'rrule' out: people "
     "read the label.")

/* model: fields that must fit each other */
DIAG(SERIAL_NUMBER, "serial-number", SEV_ERROR,
     "Apple Podcasts takes a serial show only when each full episode has its number, as it shows them in this "
     "order. Write 'number:' or begin the folder's name with it, or write 'type: episodic' in show.yaml.")
DIAG(MISSING_SEASON, "missing-season", SEV_WARNING,
     "When some episodes of a show have a season and others none, Apple Podcasts and others put those without "
     "one in a list apart. Give every full episode its season, or none.")
DIAG(BAD_SEASON, "bad-season", SEV_ERROR, "A season has one name. Delete one of the two lines.")
DIAG(UNUSED_SEASON, "unused-season", SEV_WARNING,
     "A season is named of which there is no episode, so no app will show the name. Mostly one of the two "
     "numbers is a slip.")
DIAG(LONE_FIELD, "lone-field", SEV_WARNING,
     "The field does nothing unless another stands beside it; the message names that one. Add it, or delete "
     "the field.")
DIAG(NOT_STRICT, "not-strict", SEV_WARNING,
     "The field 'strict_w3c' asks for a feed in which the validator of the W3C finds nothing, and another field asks for "
     "something that it does not know. Listeners lose nothing either way: decide which of the two you want.")
DIAG(COMPLETE_SHOW, "complete-show", SEV_WARNING,
     "When a show is complete, apps and directories look for new episodes seldom or never, and those still to "
     "come would be found late or not at all. Set 'complete' when the last one is out.")
DIAG(BAD_LIVE, "bad-live", SEV_ERROR,
     "What is heard live has a start and a later end, the address of a stream, and the stream's media type, such "
     "as audio/mpeg. Apps announce it until it begins and take it off when it has ended.")
DIAG(PODROLL_ENTRY, "podroll-entry", SEV_WARNING,
     "Apps find a recommended show by its guid, in an index that not all of them ask. With its feed and title "
     "beside the guid every app can show it.")
DIAG(PUBLISHER_FEED, "publisher-feed", SEV_ERROR,
     "A publisher is shown only when its feed names this show too, and to look there apps need the feed's "
     "address. A publisher without a feed of its own is named as 'author'.")
DIAG(BAD_SERVICE, "bad-service", SEV_ERROR,
     "Services are named by the short names of the podcast namespace: small letters such as apple, spotify, "
     "youtube, amazon. 'all' in 'block' means every one that 'allow' does not name. Note that services may "
     "list a show in spite of it.")
DIAG(BAD_VALUE, "bad-value", SEV_ERROR,
     "What apps pay is divided by shares: each receiver has an address and a number of shares, and part of the "
     "recording can pay somebody else. Where this does not come out, apps pay nobody or the wrong one.")
DIAG(TXT_PURPOSE, "txt-purpose", SEV_NOTE,
     "Programs know the purposes verify, applepodcastsverify (Apple Podcasts), release and ai-content. One of "
     "your own is allowed; nobody but you will read it.")
DIAG(BAD_TXT, "bad-txt", SEV_ERROR,
     "Directories find a txt by its purpose, letter by letter: verify, applepodcastsverify, release, ai-content. "
     "The text of ai-content, which tells whether a computer made what is heard, is true or false.")
DIAG(IMAGE_PURPOSE, "image-purpose", SEV_WARNING,
     "Apps look for pictures of the purposes artwork, social, canvas, banner, publisher, circular and poster, or "
     "for one of their own with a slash in it, such as example/wide. They pass over others.")
DIAG(TITLE_REPEATS, "title-repeats", SEV_WARNING,
     "Apple Podcasts and the podcast standard PSP-1 ask for titles without the number and without the name of the "
     "show. Apps show both beside the title already, and on a telephone or in a car there is room for a few "
     "words only. If it is meant, leave it: nothing breaks.")
DIAG(DUPLICATE_TITLE, "duplicate-title", SEV_WARNING,
     "Listeners cannot tell two episodes with one title apart, and some apps take the newer one for a copy of the "
     "older. Add what is different.")
DIAG(FUTURE_DATE, "future-date", SEV_ERROR,
     "An episode cannot be published already and have a date that is still to come: apps hide it or sort it "
     "wrongly. 'status: scheduled' (or no status) publishes it on its date; for now, change the date.")
DIAG(BAD_SOUNDBITE, "bad-soundbite", SEV_ERROR,
     "A soundbite is a piece of the recording that apps play as a taste: 15 seconds to 2 minutes, from 'start' "
     "on. Other lengths are passed over.")
DIAG(COPYRIGHT_SIGN, "copyright-sign", SEV_WARNING,
     "The podcast standard PSP-1 wants the name of who holds the rights and nothing else: apps put the sign and "
     "the word before it, so that listeners would read it twice.")

/* model: pictures, opened */
DIAG(PICTURE_SUFFIX, "picture-suffix", SEV_ERROR,
     "The end of a file's name tells programs what it holds, and Apple Podcasts and web servers go by it. "
     "Changing the name does not change the picture: rename it as the message says, or save it anew in the "
     "format that the name promises.")
DIAG(COVER_ALPHA, "cover-alpha", SEV_WARNING,
     "Where a cover is transparent, apps show black, white or whatever lies behind it, and Apple Podcasts asks for "
     "covers without transparency. Open it in a picture program, put a colour behind it, and save it as JPEG or "
     "as PNG without alpha channel.")
DIAG(HEAVY_PICTURE, "heavy-picture", SEV_WARNING,
     "Every listener's telephone loads this picture, often over a slow line. Apple Podcasts asks for covers of at "
     "most 512 KB. Save it as JPEG with a quality of about 80: nobody sees the difference.")
DIAG(SMALL_PICTURE, "small-picture", SEV_WARNING,
     "Apps blow a small picture up until it is a blur. 300 pixels each way are the least for a person's picture, "
     "600 for one of the show.")
/* identity: published.tsv, and what it protects */
DIAG(BAD_LEDGER, "bad-ledger", SEV_ERROR,
     "The file published.tsv is how blether knows what apps have already shown, so a line that cannot be read is not "
     "passed over. Take the file back from a backup or from version control (git checkout published.tsv), or "
     "mend the line: nine columns parted by tabs, as the line above the first item names them.")
DIAG(LEDGER_CONFLICT, "ledger-conflict", SEV_ERROR,
     "Two copies of the content were merged, and both had changed the same lines of published.tsv. Keep one "
     "line of each item, from either side, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>. "
     "The order of the lines does not matter.")
DIAG(LEDGER_DOUBLE, "ledger-double", SEV_ERROR,
     "An item has one line in published.tsv. After a merge there may be two: keep the one that was changed "
     "last, and delete the other.")
DIAG(GUID_CHANGED, "guid-changed", SEV_ERROR,
     "Apps know an episode by its guid. With another one it is new to them: every listener would get it a "
     "second time. Write the old guid back.")
DIAG(ITEM_LOST, "item-lost", SEV_ERROR,
     "Something that was published is no longer there. People have it in their apps or link to it. Put it "
     "back; if it shall really go, take it back with 'blether withdraw', which leaves a short notice in its "
     "place.")
DIAG(PERMALINK_MOVED, "permalink-moved", SEV_ERROR,
     "A page that was published would get another address, and links to it would lead nowhere. Give the "
     "folder or file its old name back, or rename it with 'blether rename', which leaves a redirect.")
DIAG(RECORDING_CHANGED, "recording-changed", SEV_ERROR,
     "Whoever has downloaded the episode keeps the old recording, and apps mix up the two halves of a file "
     "that changes under one address. Put the old recording back, or say that the new one is meant with "
     "'blether replace': it gets an address of its own.")
DIAG(REDATED, "redated", SEV_ERROR,
     "The date of a published episode decides where apps show it, and many never look again. Write the old "
     "date back, or say that the new one is meant with 'blether redate'.")
DIAG(ADDRESS_MOVED, "address-moved", SEV_ERROR,
     "Every subscription and every link has the site's address in it. Write the old one back; if the site "
     "has moved, say so with 'blether move', and the feeds tell apps of their new place.")
DIAG(AUDIO_MOVED, "audio-moved", SEV_ERROR,
     "Feeds give the whole address of each recording, and where 'audio_address' appears, changes or goes, all of them become "
     "others. Apps know episodes by their guid, which stays, but some load every recording anew. Write the old address back; if the "
     "recordings have moved, say so with 'blether move audio', and leave the old files where they are for a month at least.")
DIAG(REDIRECT_ENDED, "redirect-ended", SEV_NOTE,
     "A page that was renamed leaves a redirect at its old address. Now another page has that address, and "
     "whoever follows an old link reaches the new page.")
DIAG(AUDIO_REMADE, "audio-remade", SEV_WARNING,
     "What is published of a recording is kept as it is, so that no app downloads it again. The file was in "
     "neither the cache nor the output folder, and came out another this time. Nothing is lost; to avoid it, "
     "keep the folder .blether.")
DIAG(MEDIA_NAME, "media-name", SEV_ERROR,
     "The name of a published recording or picture carries a piece of the hash of its bytes, so that no "
     "address ever gets other bytes. Here the two do not agree: the file in the cache was changed or is "
     "damaged. Delete the folder .blether and build again.")
/* model: areas and topics */
DIAG(RESERVED_SLUG, "reserved-slug", SEV_ERROR,
     "The page that lists everything in a folder is called index.html, so nothing in it can be called "
     "'index'. Give the file or folder, or the topic, another name.")
DIAG(TOPIC_CLASH, "topic-clash", SEV_ERROR,
     "A topic's web address keeps small letters and digits only. Two topics that differ in nothing else would "
     "share one page and one feed. Write both in the same way if they are the same, or else find another word "
     "for one of them.")
/* Time: zones, and days on which clocks change. */
DIAG(TIME_TWICE, "time-twice", SEV_ERROR,
     "In autumn the clock goes back, and an hour comes twice. Write the offset from UTC in place of the zone, "
     "or choose another time.")
DIAG(TIME_NEVER, "time-never", SEV_ERROR,
     "In spring the clock goes forward, and an hour is left out. Choose a time that exists.")
DIAG(UNKNOWN_ZONE, "unknown-zone", SEV_ERROR,
     "Time zones have names such as Europe/London or America/New_York, or are written as an offset from UTC "
     "such as +01:00. Abbreviations such as BST mean different zones in different countries.")
DIAG(OTHER_OFFSET, "other-offset", SEV_WARNING,
     "The date says how far it is from UTC, and the site's zone is at another distance on that day: often "
     "winter time and summer time were mixed up. With 'time_zone' in site.yaml a date needs no offset.")

/* identity: what is published for the first time, or was; two releases at once */
DIAG(EXAMPLE_ADDRESS, "example-address", SEV_ERROR,
     "What a release writes down is kept for ever: the show's guid is made of the first address, and two sites "
     "with the address of the example would take each other's listeners. Write the address of your web space "
     "into site.yaml, such as https://www.leith-listens.example/.")
DIAG(LEDGER_GONE, "ledger-gone", SEV_ERROR,
     "Without published.tsv blether does not know what apps have already, and every listener would get "
     "recordings twice. A copy from the last release is among what blether remembers. If the site shall begin "
     "anew, delete that copy.")
DIAG(LEDGER_CHANGED, "ledger-changed", SEV_ERROR,
     "While blether was at work, another blether, an editor or a pull from the repository wrote published.tsv anew. "
     "So that nothing of that is lost, it was left as it is. Say the same command again.")

/* drawings: share cards and posters */
DIAG(NOT_DRAWN, "not-drawn", SEV_WARNING,
     "The page is without the picture that stands for it where its link is shared, or without its poster. "
     "Everything else is as it should be, and the next build tries again.")
/* consent: who may be named, and tables of comma-separated values */
DIAG(CSV_SYNTAX, "csv-syntax", SEV_ERROR,
     "Tables are plain text with a comma or a semicolon between the cells. A cell that holds one itself, a line "
     "end or a quotation mark stands in quotation marks, and one inside of it is written twice. Spreadsheet "
     "programs do that when they save as CSV UTF-8.")
DIAG(CSV_COLUMN, "csv-column", SEV_ERROR,
     "The first line of a table names its columns. One that is needed is missing there, or is written in "
     "another way, so nobody could tell what the cells below it mean.")
DIAG(UNREAD_COLUMN, "unread-column", SEV_NOTE,
     "blether does not know this column and passes over it. It may be for your own use.")
DIAG(BAD_CONSENT, "bad-consent", SEV_ERROR,
     "A row of private/consent.csv has the id of a person, the day on which they agreed, and where they may be "
     "named: site, feed, social, archive, or all. 'until' is the last day, and 'withdrawn' the day on which "
     "they took it back; both may be empty.")
DIAG(NO_CONSENT, "no-consent", SEV_ERROR,
     "Somebody is named, and nothing says that they agreed to it. Ask them, tell them where their name will stand, "
     "for how long, and that they can take it back at any time; then write a row into private/consent.csv, which "
     "is never published. If it is an organisation or a synthetic voice, say so in people/<name>.md with "
     "'of: organisation' or 'of: synthetic'.")
DIAG(NO_CONSENT_FILE, "no-consent-file", SEV_NOTE,
     "Who agreed to be named stands in private/consent.csv. Nothing in the folder private is ever published; keep "
     "it out of public repositories too, and keep a copy of it in a safe place.")
DIAG(CONSENT_EXPIRED, "consent-expired", SEV_ERROR,
     "Somebody agreed to be named until a day that is over. Ask them again and write a new row into "
     "private/consent.csv, or take their name out.")
DIAG(CONSENT_WITHDRAWN, "consent-withdrawn", SEV_ERROR,
     "Somebody took their consent back, so nothing in which they are named or heard may be published any more. "
     "'blether withdraw person NAME' takes all of it back at once.")
DIAG(CONSENT_EXPIRES, "consent-expires", SEV_WARNING,
     "The consent of somebody ends within 60 days, and from then on the site is not built any more. Ask them in "
     "time and write a new row into private/consent.csv.")
DIAG(UNUSED_CONSENT, "unused-consent", SEV_NOTE,
     "Nobody of this name is in the content. Perhaps the id is misspelt, or the row is kept for the record.")
DIAG(PERSON_LEFT_OUT, "person-left-out", SEV_NOTE,
     "Whoever took their consent back is named nowhere any more. Take the entry out of the file too, so that the "
     "name is not kept longer than needed.")
DIAG(WITHDRAWN_NAME, "withdrawn-name", SEV_ERROR,
     "Somebody took their consent back, and their name still stands in what would be published. Take it out of "
     "the notes, pages and transcripts that mention them, or write the sentence without the name. An episode in "
     "which they are heard is taken back with 'blether withdraw episode'.")
DIAG(WITHDRAWN_WORD, "withdrawn-word", SEV_WARNING,
     "Somebody took their consent back whose name is a word of the language too, such as Hope or Will. Read the "
     "place: if the person is meant, take the name out; if the word is meant, nothing need be done.")
/* words that hurt, and what everybody needs to read a page */
DIAG(HURTFUL_WORD, "hurtful-word", SEV_WARNING,
     "The site's own list, words.yaml, has words that put people down or make an illness the whole of a person, "
     "and what to write instead. Nothing is stopped by it: you decide. What somebody said stays as it was said, in "
     "quotation marks, in a quotation (>), or marked as [their words]{said}; transcripts are never looked at.")
DIAG(ALT_FILE_NAME, "alt-file-name", SEV_ERROR,
     "The description of a picture is read aloud to people who cannot see it, and a file's name tells them "
     "nothing. Say what it shows, as you would on the telephone.")
DIAG(LONG_ALT, "long-alt", SEV_WARNING,
     "A screen reader reads the description of a picture in one breath and cannot go back in it. Say what matters "
     "in a sentence, and the rest in the text of the page, where everybody can read it.")
DIAG(HEADING_LEVEL, "heading-level", SEV_WARNING,
     "People who listen to a page jump from heading to heading, and a level that is left out sounds as if something "
     "were missing (WCAG 2.2, 1.3.1). Begin with ##; below it goes ###.")
DIAG(EMPTY_HEADING, "empty-heading", SEV_ERROR,
     "A heading without words is announced all the same, and whoever jumps to it finds nothing. Write its words "
     "or delete the signs.")
DIAG(SAME_HEADING, "same-heading", SEV_WARNING,
     "Two headings of one part say the same, so nobody who chooses from a list of headings knows which is which "
     "(WCAG 2.2, 2.4.6). Add what is different.")
DIAG(FAKE_HEADING, "fake-heading", SEV_WARNING,
     "A line in bold looks like a heading and is none: whoever listens to the page cannot jump to it, and it is "
     "not in the list of headings. Write ## before it, and leave the stars out.")
DIAG(LINK_TEXT, "link-text", SEV_WARNING,
     "Many people go from link to link and hear nothing else, so 'here' or a bare address tells them nothing, and "
     "an address is read out letter by letter (WCAG 2.2, 2.4.4). Let the link say where it leads: [Opening "
     "hours](hours.md).")
DIAG(SAME_LINK_TEXT, "same-link-text", SEV_WARNING,
     "Two links of one page say the same and lead to different places, which cannot be told apart in a list of "
     "links. Add to one of them what is different.")
DIAG(EMPTY_LINK, "empty-link", SEV_ERROR,
     "A link without words cannot be seen, and is read out as its address. Write between [ and ] where it leads.")
DIAG(ALL_CAPITALS, "all-capitals", SEV_WARNING,
     "Words in capitals all through are harder to read for everybody, and some screen readers spell them out letter "
     "by letter. Write them as usual; what matters most can stand in **bold**.")
DIAG(SENSORY_WORDS, "sensory-words", SEV_NOTE,
     "Not everybody sees colours, shapes and places, and on a telephone what was on the right is below (WCAG 2.2, "
     "1.3.3). Name the thing by its words: 'the button Play'.")
DIAG(FOREIGN_SCRIPT, "foreign-script", SEV_WARNING,
     "A screen reader speaks the whole page in one language unless it is told otherwise, and cannot read other "
     "letters aloud (WCAG 2.2, 3.1.2). Say which language it is: [Ласкаво просимо]{lang=uk}; for a whole paragraph, "
     "write {lang=uk} on a line of its own right below it.")
DIAG(BAD_PASSAGE, "bad-passage", SEV_ERROR,
     "Signs in braces behind [words] or below a paragraph say what a passage is: {lang=gd} for its language, {said} for what "
     "somebody said, or both. Anything else would be shown to readers as it stands; if you mean it so, write \\{.")

/* model: care */
DIAG(TRANSCRIPT_AND_REASON, "transcript-and-reason", SEV_WARNING,
     "The accessibility statement would say that there is no transcript, although there is one. Take the line "
     "'no_transcript:' out.")
DIAG(HELP_STALE, "help-stale", SEV_ERROR,
     "A number that has changed is worse than none: somebody rings it once. So an entry that nobody has looked at "
     "for a year keeps the site from being built. Ring it, compare the hours, open the website, and then write "
     "the day into 'checked'.")
DIAG(HELP_AGING, "help-aging", SEV_WARNING,
     "Numbers, hours and names of help lines change. Check each entry twice a year, and write the day into "
     "'checked'; pages show it, so that people can trust it.")
DIAG(HELP_FUTURE, "help-future", SEV_ERROR,
     "Nobody can have checked it on a day that is still to come. Year, month, day: 2026-09-01 is in September.")
DIAG(HELP_NO_CONTACT, "help-no-contact", SEV_ERROR,
     "Whoever looks for help needs a way to it: a number to ring, one to write to, or a website.")
DIAG(BAD_PHONE, "bad-phone", SEV_ERROR,
     "Telephones dial what stands in the entry when somebody touches it. A letter, a second number or a word in "
     "it leads nowhere. One number to a field: write a second entry for a second number.")
DIAG(HELP_TWIN, "help-twin", SEV_WARNING,
     "Two entries with one number: one of them was probably copied and not changed. If one line helps with "
     "several things, write one entry and name them all under 'for:'.")
DIAG(NO_HELP, "no-help", SEV_WARNING,
     "Podcasts about loss, addiction or violence reach people on their worst day. A page that says where help "
     "is, one touch from everywhere, may be the most important one that you publish. Each place that helps is "
     "a small file in help/: title, phone, hours, and the day on which you checked them.")
DIAG(MISSING_NOTE, "missing-note", SEV_ERROR,
     "People choose when and with whom they hear about such things, if they are told. Pages and apps show the "
     "note before everything else. Name the subject, not details or methods, and end with where help is; it is "
     "good to say it at the start of the recording too. 'blether help topics' lists what needs a note.")
DIAG(NO_HELP_FOR_TOPIC, "no-help-for-topic", SEV_ERROR,
     "An episode about such a topic brings the entries of help/ that are for it into its page and into podcast "
     "apps. An entry without 'for:' is for anything and will do; an emergency number alone will not, as most "
     "people who are hit by what they hear are in no danger of their life.")
DIAG(NO_STATEMENT, "no-statement", SEV_WARNING,
     "Public bodies must publish an accessibility statement (PSBAR 2018, regulation 8), and it helps everybody "
     "who cannot use a page. The page is written of what blether knows; only you know how far you tested it: "
     "see 'blether help accessibility'.")
DIAG(STATEMENT_STALE, "statement-stale", SEV_ERROR,
     "A statement is a promise, and sites change. Once a year somebody has to test the site, to correct what is "
     "no longer true, and to write the day into 'reviewed'.")
DIAG(STATEMENT_AGING, "statement-aging", SEV_WARNING,
     "A statement is reviewed at least once a year. Test the site again, correct what is no longer true, and "
     "write the day into 'reviewed'.")
DIAG(STATEMENT_CONTRADICTED, "statement-contradicted", SEV_ERROR,
     "A statement that is not true helps nobody, and the law asks for one that is. Full conformance means that "
     "nothing fails: every recording has a transcript, and nothing is known not to work.")
DIAG(STATEMENT_FUTURE, "statement-future", SEV_ERROR,
     "Nobody can have prepared or reviewed it on a day that is still to come. Year, month, day: 2026-09-01 is in "
     "September.")
/* model: colours of the site */
DIAG(COLOUR_CONTRAST, "colour-contrast", SEV_ERROR,
     "Many people cannot read pale letters on a pale page, and nobody can in the sun. The law asks for a contrast of "
     "4.5:1 at least between text and what is behind it (WCAG 2.2, 1.4.3). The message names the nearest colour that "
     "has it. A colour for the dark that you leave out is made from the one for the light.")

/* languages: the words around the content, and translations of it */
DIAG(INTERFACE_TEXT, "interface-text", SEV_WARNING,
     "The words that pages put around the content, such as 'Find help now', are written in a file for each "
     "language: theme/texts/gd.yaml for Gaelic. 'blether help --as=texts' prints them all in English; what a file "
     "leaves out stays English.")
DIAG(TRANSLATION, "translation", SEV_ERROR,
     "The file 'episode.gd.md' beside 'episode.md' is the same episode in Gaelic: it has a title, a summary, notes and "
     "whatever else is words, and a page of its own. Dates, numbers, recordings and the like stand in the "
     "original alone. Readers are told who made the translation, or which program.")

/* programmes and communities */
DIAG(SESSION_COUNT, "session-count", SEV_ERROR,
     "How many sessions a programme has stands under 'sessions' in programme.md, and people plan with it. Once it is "
     "over, each of them has a file in sessions/; until then there may be fewer.")
DIAG(SESSIONS_MISSING, "sessions-missing", SEV_WARNING,
     "The programme is over, and some of its sessions have no file. In a site that is no example this is an error.")
DIAG(SESSION_NUMBER, "session-number", SEV_ERROR,
     "The sessions of a programme are numbered from 1 on, without a gap: people follow them by their numbers.")
DIAG(SESSION_DATE, "session-date", SEV_ERROR,
     "A session with a higher number is not earlier than one with a lower one, and all lie between the first and the "
     "last day of their programme. Calendars and pages put them in the order of their numbers.")
DIAG(SESSION_NO_TOOL, "session-no-tool", SEV_WARNING,
     "A tool is what people take home from a session: a worksheet, a guide, a list of questions. Each is a small file "
     "in resources/, and the session names it below 'tools:'.")
DIAG(ATTENDED, "attended", SEV_ERROR,
     "No more people can come to a session than take part in the programme. Statistics are made of these numbers.")
DIAG(OUTCOME, "outcome", SEV_ERROR,
     "A learning outcome is promised in programme.md, by its 'id', and kept by the sessions that name it below "
     "'outcomes:'. Resources name it together with the programme: example-course/listen.")
DIAG(OUTCOME_NO_RESOURCE, "outcome-no-resource", SEV_WARNING,
     "People who learn on their own need something for each outcome. A resource that is for it says so: "
     "'outcomes: [example-course/listen]'; the tools of the sessions that serve it count as well.")
DIAG(ALONE, "alone", SEV_ERROR,
     "The order in which somebody does the sessions on their own stands under 'alone': the names of their files "
     "without '.md'.")
DIAG(BAD_COMMUNITY, "bad-community", SEV_ERROR,
     "In communities.csv there is a row for each community: an id of small letters, a name, and its kind: rural, urban or "
     "mixed. Council, cohort, the e-mail address of a role and a story may be left out; the address is never published.")

/* library: resources, stories, journeys, numbers and words that are explained */
DIAG(UNKNOWN_FIGURE, "unknown-figure", SEV_ERROR,
     "In a text '{fact:members}' becomes the number that facts.yaml has under the id 'members', as a link to where it "
     "comes from, and '{count:groups}' becomes how many there are: areas, communities, episodes, flash-reports, groups, "
     "journeys, meetings, places, podcasts, programmes, resources, sessions, stories. So no number is typed twice.")

/* meetings, series and notices */
DIAG(MEETING_END, "meeting-end", SEV_ERROR,
     "Something ends after it begins. Both have a day and a time: 2026-09-03 10:00 and 2026-09-03 12:00.")
DIAG(MEETING_LONG, "meeting-long", SEV_WARNING,
     "Calendars would show it on two days or more. If it is an event of several days, that is as it should be; most "
     "often a day was copied and not changed.")
DIAG(MEETING_FILE_DATE, "meeting-file-date", SEV_WARNING,
     "The name of the file is the address of the page, and begins with the day. Before anybody was told, rename the "
     "file. Afterwards leave the name as it is, so that links and calendars still find the meeting, and count the change "
     "with 'sequence'.")
DIAG(MEETING_TWICE, "meeting-twice", SEV_ERROR,
     "Two files are the same meeting of a series: they begin at the same time, or replace the same one. Delete one of "
     "them, or correct its time.")
DIAG(NO_SEQUENCE, "no-sequence", SEV_WARNING,
     "A calendar that has the meeting already looks at 'sequence' alone to know that it is off, or moved (RFC 5545, "
     "3.8.7.4). Begin with 1, and add 1 whenever day, time or place change.")
DIAG(POSTPONED_PAST, "postponed-past", SEV_WARNING,
     "People who look for the new time find none. As soon as it is known, write it, and take 'status: postponed' out. If "
     "there will be none, say that it is cancelled.")
DIAG(NO_MINUTES, "no-minutes", SEV_WARNING,
     "Those who could not come learn from the page what was said and what is to be done. Two or three sentences below "
     "'minutes' are enough, and 'actions' for what was agreed.")
DIAG(EVENT_ACCESS, "event-access", SEV_ERROR,
     "An event is for anybody, and many stay away unless they know that they can get in and follow it. Say it, also if "
     "something is missing: 'access: [Wheelchair access, Hearing loop]', or a sentence in 'access_note'.")
DIAG(NO_VENUE, "no-venue", SEV_WARNING,
     "Whoever wants to come needs the house and the room; the page, the calendar and the poster all show it. If it is "
     "not known yet, write that: 'venue: To be announced'.")
DIAG(BOOKING_TRACKER, "booking-tracker", SEV_WARNING,
     "Short addresses and those with 'utm_' in them tell somebody else who went where, and the site promises that nobody "
     "is followed. Open the address, and copy the one that the browser shows in the end.")
DIAG(JOIN_LINK, "join-link", SEV_ERROR,
     "Whoever has the link can come in, and what is published is read by programs within minutes. 'join' is for your "
     "own records: it never leaves the content folder. Pages say that the link comes by e-mail.")
DIAG(BAD_REPLACES, "bad-replaces", SEV_ERROR,
     "The time in 'replaces' is the one at which the series would have had this meeting, so that calendars take that one away. It "
     "must be a time that the rule gives, and no day of 'except'.")
DIAG(SERIES_START, "series-start", SEV_ERROR,
     "What 'start' says is the first meeting, and calendars always show it (RFC 5545, 3.8.5.3). So it must be one that the rule "
     "gives: with FREQ=MONTHLY;BYDAY=1TH it is the first Thursday of a month.")
DIAG(SERIES_EXCEPTION, "series-exception", SEV_ERROR,
     "A day below 'except' takes the meeting of that day away. If the rule has none then, the one that was meant still "
     "stands in every calendar, and people would come.")
DIAG(NOTICE_ENDS, "notice-ends", SEV_ERROR,
     "A notice is shown from the day 'begins' to the day 'ends', both included.")
DIAG(NOTICE_LONG, "notice-long", SEV_WARNING,
     "A notice stands at the top of every page. After four weeks nobody reads it any more, and the next one with it.")
DIAG(NOTICE_OVER, "notice-over", SEV_WARNING,
     "An old notice can still be found by its address, and advice about health changes. What is worth keeping belongs on "
     "a page of its own.")
DIAG(BIG_FILE, "big-file", SEV_WARNING,
     "Many people pay for each megabyte, or have a telephone that gives up. Pictures in a PDF or a document can be "
     "made smaller when it is saved; a film belongs on a site for films, with a link to it here.")
DIAG(PDF_ALONE, "pdf-alone", SEV_WARNING,
     "A PDF is made for paper: on a telephone its lines run out of sight, and screen readers often cannot follow it. "
     "The same words on the page itself reach everybody.")
DIAG(EMPTY_RESOURCE, "empty-resource", SEV_ERROR,
     "Whoever opens the page of a resource wants to read, load or use something. A title alone is a dead end.")
DIAG(DEAD_END, "dead-end", SEV_ERROR,
     "Whoever reads such a page is looking for help, step by step, and may give up at one that names nobody. If the "
     "network has nobody for it, name the entries of help/ that are there for everybody.")
DIAG(NOT_ADAPTABLE, "not-adaptable", SEV_ERROR,
     "Whoever changes a file that they may not change breaks the law without knowing it. CC-BY-4.0 and CC-BY-SA-4.0 "
     "allow changes; licences with ND (no derivatives) do not, and ARR allows nothing.")
/* map: areas, groups, editorial notes and editions */
DIAG(AREA_COUNT, "area-count", SEV_ERROR,
     "Under 'areas_expected' site.yaml says how many areas the network agreed on, so that none is lost without "
     "anybody noticing. Each is a file in areas/. If the network has agreed on another number, write that.")
DIAG(AREA_TWIN, "area-twin", SEV_ERROR,
     "The columns of the map stand in the order of the areas, under their short names. Two with one number change "
     "places as files are renamed, and two with one name cannot be told apart.")
DIAG(AREA_EMPTY, "area-empty", SEV_WARNING,
     "People who come to this area find nothing: no group names it, no episode and no meeting. Name it in the files "
     "of the groups that work on it, in 'leads', 'helps' or 'refers'. If nobody does, the map says so, which is true "
     "and worth knowing.")
DIAG(AREA_NO_LEAD, "area-no-lead", SEV_WARNING,
     "Somebody has to look after an area, or what it says grows old: name a group in 'lead'.")
DIAG(MAP_CEILING, "map-ceiling", SEV_ERROR,
     "The map has room for 64 places and 64 audiences. A map that is finer than that is read by nobody: join places "
     "that people walk between, and audiences that the same services are for.")
DIAG(GROUP_NO_CONTACT, "group-no-contact", SEV_ERROR,
     "Whoever reads about a group wants to get in touch: it needs a phone number, an e-mail address, a website or a "
     "street. A refuge whose place is hidden has a number all the same.")
DIAG(GROUP_SUMMARY, "group-summary", SEV_WARNING,
     "Lists and search results show the summary and nothing else. Directories such as ALISS ask for 50 to 200 "
     "characters: what the group does, and for whom.")
DIAG(GROUP_AREAS, "group-areas", SEV_WARNING,
     "The map shows groups by area: in 'leads' what a group leads, in 'helps' where it helps, in 'refers' where it "
     "only knows whom to send people to. A group in no area is not on the map; one that is everywhere tells "
     "nobody where to turn, so name six at most.")
DIAG(GROUP_TWO_ROLES, "group-two-roles", SEV_ERROR,
     "A group has one role in an area: it leads, or it helps, or it refers. Keep the area in one of the three lists; "
     "who leads helps too.")
DIAG(BAD_REGISTER_NUMBER, "bad-register-number", SEV_ERROR,
     "Numbers of the Scottish Charity Register are SC and six digits (SC000000). Those of Companies House have eight "
     "characters: eight digits, or two letters and six digits (SC000000). Funders and directories find groups by "
     "them, so a wrong one leads to somebody else, or nowhere.")
DIAG(BAD_POSTCODE, "bad-postcode", SEV_ERROR,
     "A postcode has an outward part, one blank, and a digit with two capitals behind it: PA15 1AA. Maps and "
     "directories look places up by it.")
DIAG(GROUP_TWIN, "group-twin", SEV_ERROR,
     "Two files with one name or one charity number are one group that was written down twice, and readers see "
     "two groups. Keep the better file and copy over what the other one knew.")
DIAG(GROUP_SAME_PHONE, "group-same-phone", SEV_WARNING,
     "Groups that share a number may share an office, and then all is well: nothing need be done. But often "
     "a file was copied and its number forgotten.")
DIAG(PERSONAL_CONTACT, "personal-contact", SEV_WARNING,
     "A mobile number, or an address at a service for private mail, is often somebody's own. Once it is published, "
     "it is copied, and cannot be taken back. Use a number and an address of the group; or ask that person, and "
     "write 'personal: true' when they agree.")
DIAG(HIDDEN_PLACE, "hidden-place", SEV_ERROR,
     "Where 'hidden: true' stands nobody may learn where the group is, as with a refuge. What is in the file "
     "can find its way out, through a copy or a mistake. Take address and postcode out of the file.")
DIAG(WORKS_WITH, "works-with", SEV_WARNING,
     "Groups work with one another, so each names the other under 'works_with'. If only one of the two says so, "
     "perhaps the other does not know.")
DIAG(SERVICE_HOURS, "service-hours", SEV_ERROR,
     "What ends before it begins was probably mistyped: hours are written as in \"18:30\". What goes on past midnight "
     "is written until \"23:59\".")
DIAG(SERVICE_NO_HOURS, "service-no-hours", SEV_WARNING,
     "A rule of days without hours cannot stand in anybody's calendar: write 'opens', and 'closes' if you know it.")
DIAG(ALERT_CLOSED, "alert-closed", SEV_WARNING,
     "An alert says what is different just now. What has closed is not shown, and neither is its alert. If it will "
     "come back, its status is 'paused'.")
DIAG(CHECKED_FUTURE, "checked-future", SEV_ERROR,
     "Nobody can have checked it on a day that is still to come. Year, month, day: 2026-09-01 is in September.")
DIAG(NEVER_CHECKED, "never-checked", SEV_WARNING,
     "Numbers, hours and places change. Write the day on which somebody last made sure into 'checked', and their "
     "role into 'checked_by': pages show it, so that people know how far to trust what they read.")
DIAG(CHECKED_AGING, "checked-aging", SEV_WARNING,
     "Nobody has made sure for more than a year that this is right; pages say so, and it stands last in its "
     "lists. Ring them, or send them their page, and write the day into 'checked'. 'blether check --stale' lists all "
     "that must be looked at.")
DIAG(CHECKED_STALE, "checked-stale", SEV_ERROR,
     "After two years without anybody looking, most entries of a directory are wrong, and people in need travel to "
     "closed doors. Make sure that it is right and write the day into 'checked'; write 'status: closed' if they "
     "are gone; or 'keep: true' if you know that it is right all the same.")
DIAG(GAP_NOTE, "gap-note", SEV_ERROR,
     "A note on a gap names its area and one thing more: a place, an audience, a time, a way in, 'cost: free', or "
     "under 'with' another area that nobody spans it with. 'blether map gaps' lists the gaps that there are.")
DIAG(GAP_CLOSED, "gap-closed", SEV_WARNING,
     "The map has no such gap, or not any more: at least two groups, checked in the last year, fill it. If that "
     "is right, it is good news: write 'status: closed' into the note. If not, one of the groups says too much.")
DIAG(GAP_OLD, "gap-old", SEV_WARNING,
     "A gap that has been open for a year without anybody on it is a wish. Find somebody who looks after it, write "
     "'status: no-gap' if it need not be filled, or begin anew with another date.")
DIAG(CHANCE_NOTE, "chance-note", SEV_WARNING,
     "A note on two groups who could work together has no effect where blether names them in no chance: they may "
     "work together already, or one of them may have closed or asked to be left out. Delete the note, or correct it.")
DIAG(NOTE_TWIN, "note-twin", SEV_WARNING,
     "Two notes on the same thing: pages show the first. Join them in one file.")
DIAG(EDITION_TABLE, "edition-table", SEV_ERROR,
     "An edition is the map as it was on a day, a table that 'blether map freeze' writes and nobody changes. Take the "
     "file from a copy, or from the history of the folder if it has one; if there is none, delete it.")
DIAG(EDITION_ORDER, "edition-order", SEV_ERROR,
     "Editions have ascending numbers and ascending dates, and none is changed once it is frozen: that is how "
     "one sees what has become of the map. Rename the file that has the wrong number or the wrong day.")
/* import: what others have written, as drafts */
DIAG(IMPORT_FORM, "import-form", SEV_ERROR,
     "What is imported is a file that a program of others wrote. For ALISS, open the address of its search in a "
     "browser, https://www.aliss.org/api/v5/services/?postcode=…, and save the page as it is.")
DIAG(IMPORT_ITEM, "import-item", SEV_WARNING,
     "Something in the file is not as its makers describe it, or more than a page of this site can hold. The rest "
     "was imported. Write what is missing by hand.")
DIAG(IMPORT_CUT, "import-cut", SEV_WARNING,
     "A service is described in a sentence or two, so that somebody in a hurry can read it. The draft has the "
     "beginning of what they wrote; say in your own words what matters.")
DIAG(IMPORT_LICENCE, "import-licence", SEV_WARNING,
     "Words of others may be used as far as they allow it. The data of ALISS is under CC BY 4.0, which asks that "
     "readers are told where it is from: drafts have a line for that, which every page shows at its foot.")
DIAG(IMPORT_MORE, "import-more", SEV_NOTE,
     "Answers come in pages, and each names the next. Save that one too and import it: groups that are there already "
     "are passed over.")
DIAG(SOURCE_XML, "source-xml", SEV_ERROR,
     "An export of WordPress is made at Tools, Export, 'All content'; one of Podlove Publisher at Podlove, Tools. A file that broke "
     "off while it was loaded cannot be read: load it again.")
DIAG(SOURCE_FORM, "source-form", SEV_ERROR,
     "A show is imported from its feed, from an export of WordPress (with PowerPress, Seriously Simple Podcasting or Podlove), "
     "from the folder of a Hugo or Jekyll site, from a folder of recordings with tags, or from a JSON Feed; a list of feeds "
     "(OPML) imports each of them.")
DIAG(SOURCE_RECORDING, "source-recording", SEV_WARNING,
     "Each recording of the folder becomes an episode. One that cannot be opened cannot be published either: listen to it in "
     "another program, save it anew, and import again.")
DIAG(SOURCE_SETTINGS, "source-settings", SEV_WARNING,
     "Settings of a site, or the lines at the top of a page, are not right YAML, TOML or JSON, so that its own program could not "
     "read them either. Mend the line, and import again.")
DIAG(PRIVATE_ADDRESS, "private-address", SEV_ERROR,
     "A feed that lies on the web leads nobody to this computer or into your own network: whoever wrote such an "
     "address wants to look where only you can, or copied it from a trial. Ask whoever makes the show for the "
     "public address. If the show does live in your own network, import it with --local.")

/* sheets: what comes back from a spreadsheet */
DIAG(SHEET_FORMAT, "sheet-format", SEV_ERROR,
     "Spreadsheet programs keep their own kind of file unless they are told otherwise. In Excel: File, Save As, 'CSV UTF-8 "
     "(Comma delimited)'. In LibreOffice: File, Save As, 'Text CSV', with Unicode (UTF-8). In Google Sheets: File, "
     "Download, 'Comma-separated values'.")
DIAG(SHEET_ENCODING, "sheet-encoding", SEV_WARNING,
     "Excel's plain 'CSV' is written in the letters of old Windows, in which most of the world's names cannot be spelt. Choose "
     "'CSV UTF-8 (Comma delimited)' instead, and look whether accents and dashes came through.")
DIAG(SHEET_LETTERS, "sheet-letters", SEV_ERROR,
     "Windows-1252 has some 200 letters. Where a text has another, such as ł, я or ش, programs write a question mark and say "
     "nothing. Save the sheet again, as 'CSV UTF-8', and look whether that cell still has its letters.")
DIAG(SHEET_COLUMN, "sheet-column", SEV_ERROR,
     "The first row of a sheet names its columns, as 'blether map export' writes them. They may be in any order, and those that "
     "nobody changed may be left out, but not 'group', by which each row finds its file.")
DIAG(SHEET_UNREAD, "sheet-unread", SEV_WARNING,
     "What stands in such a column is not brought into the content. Columns for your own notes do no harm.")
DIAG(SHEET_ROW, "sheet-row", SEV_ERROR,
     "Each row is one group, or in the table of roles one area of a group. Its last cell tells what it was when it was exported: "
     "sort all columns together, and leave that cell empty in rows that you add.")
DIAG(SHEET_DATE, "sheet-date", SEV_ERROR,
     "Excel writes days in the manner of the computer it runs on, and 03/04/2026 is in March for some and in April for others. "
     "Year, month, day is clear to everybody: 2026-04-03. A ' before it keeps Excel from changing it.")
DIAG(SHEET_CONFLICT, "sheet-conflict", SEV_ERROR,
     "The sheet and the file were both changed since the sheet was exported, and not in the same way. Nothing of that group has "
     "been written. Put the right value into the sheet and into the file, and import again; or say once for all of them whose "
     "value counts, with --prefer=sheet or --prefer=content.")
DIAG(SHEET_GONE, "sheet-gone", SEV_NOTE,
     "Deleting a row deletes nothing: a sheet may hold a part of the groups only. A group that ended keeps its page, which says "
     "so, with 'closed' in its column 'status'; one that was a mistake is deleted as a file.")
DIAG(SHEET_BY_HAND, "sheet-by-hand", SEV_ERROR,
     "Changing a file must keep everything else in it as it is, comments too. Where that cannot be promised, change the line "
     "yourself, and import again: what is right already is passed over.")
/* flash reports, and sending them */
DIAG(FLASH_NAME, "flash-name", SEV_ERROR,
     "A flash report tells of one month, and its file is named by it: flash-reports/2021-03.md is "
     "that of March 2021. So there can be only one of each month.")
DIAG(FLASH_EARLY, "flash-early", SEV_WARNING,
     "The report is dated before its month has begun, so it would appear before anything in it has "
     "happened. Nearly always the year is a slip of the pen.")
DIAG(FLASH_LONG, "flash-long", SEV_WARNING,
     "A flash report is the month in two minutes, and one sheet of paper. What is longer is read "
     "by few and prints on two: leave the rest to the pages that it links to.")
DIAG(FLASH_NO_TOOL, "flash-no-tool", SEV_WARNING,
     "People read flash reports for something to try. Name a resource of the library under 'tools', "
     "by the name of its file in resources/ without the ending.")
DIAG(NO_SENDING, "no-sending", SEV_ERROR,
     "Letters leave through a mail server, and private/send.yaml says which: its address, and the "
     "address that letters come from. Your host or whoever looks after your e-mail knows both. "
     "'blether help sending' lists what may stand there; the password never does.")
DIAG(BAD_SUBSCRIBER, "bad-subscriber", SEV_WARNING,
     "A row of the table of subscribers has no address that a mail server would take, so nothing is "
     "sent to it. Ask the person how it is spelt, or delete the row.")
DIAG(TWICE_SUBSCRIBED, "twice-subscribed", SEV_WARNING,
     "The same address stands in the table of subscribers more than once. It gets one letter; where "
     "any of its rows says that it has left, it gets none. Delete all rows but one.")
DIAG(BAD_LOG, "bad-log", SEV_ERROR,
     "A log of the web server is damaged, or was packed and is not whole, so that what it tells of the "
     "downloads would be too little. Fetch it from the server again.")
DIAG(BAD_SENDING, "bad-sending", SEV_ERROR,
     "Something in private/send.yaml would not work, or would not be safe: an address that is not "
     "that of a mail server, a connection without encryption to another computer, or a password that "
     "others can read.")

/* publishing */
DIAG(NO_PUBLISHING, "no-publishing", SEV_ERROR,
     "The file publish.yaml, beside site.yaml, says where the site is put: a folder, a web host, a service. 'blether help publishing' and "
     "'blether help target' list what may stand there; passwords never do.")
DIAG(CANNOT_PUBLISH, "cannot-publish", SEV_FATAL,
     "Something on the way to the host, or the host itself, does not work. What readers see is whole, as it was or as it shall be; "
     "say the same command again when that is mended, and it goes on where it stopped.")
DIAG(PUBLISHING_NOW, "publishing-now", SEV_ERROR,
     "Two computers that publish to the same place at once would undo each other's work, so the first keeps a lock there. One that "
     "nobody has renewed for 20 minutes counts as left behind by a computer that was switched off.")
DIAG(NOT_BLETHERS, "not-blethers", SEV_ERROR,
     "blether replaces and deletes only what it put there itself. Where other files have the names of the site's, either this is the "
     "wrong place, or the site was put there by other means; then --take-over says that they may be replaced.")
DIAG(HOST_LIMIT, "host-limit", SEV_ERROR,
     "Each host has limits: how large a file or a site may be, and which kinds of files it takes. They are looked at before "
     "anything is sent. Recordings can go to another target, with 'takes: audio' there and 'takes: pages' here.")
DIAG(BAD_RECORD, "bad-record", SEV_ERROR,
     "blether notes at each target what it has put there. Without that note it does not know which files are its own, and deletes none "
     "that it cannot be sure of.")
DIAG(AUDIO_TARGET, "audio-target", SEV_ERROR,
     "Feeds and pages give the whole address of each recording. Where recordings go to a host of their own, 'audio_address' in "
     "site.yaml says what stands before their paths there, such as https://audio.example.org/.")
DIAG(AUDIO_TOGETHER, "audio-together", SEV_WARNING,
     "With 'audio_address' every page and feed asks that host for recordings, so they must get there. That is right without a target "
     "of their own only where that host fetches what it is asked for from the pages' host, as a CDN does.")
DIAG(MANY_DELETIONS, "many-deletions", SEV_ERROR,
     "A publication that would delete this much is more often a mistake, such as the wrong folder, than meant.")
DIAG(BIG_HISTORY, "big-history", SEV_WARNING,
     "Git keeps every file that ever was in it, and everybody who clones the repository gets all of them. Recordings belong elsewhere: "
     "in an S3 bucket or at archive.org, for example. Forges also limit how large files and repositories may be.")
DIAG(TARGET_NAME, "target-name", SEV_ERROR,
     "Each target has a name of its own, by which it is published to ('blether publish web') and its secret is found "
     "(BLETHER_SECRET_WEB). Small letters, digits and hyphens can stand in both.")
DIAG(TARGET_FIELD, "target-field", SEV_ERROR,
     "What a target must say of itself depends on its kind. 'blether help target' has an example of each kind: copy it, and put "
     "in what your host told you.")
DIAG(BAD_TARGET, "bad-target", SEV_ERROR,
     "What stands in publish.yaml cannot be reached, or not safely. 'blether help target' has an example of each kind of target.")
DIAG(SECRET_SHOWN, "secret-shown", SEV_ERROR,
     "The file publish.yaml lies with the content, and whoever has the content can read it. Passwords, tokens and keys stay outside: in the "
     "environment, in a file that only you can read, or in a password manager. One that was shown to others should be changed.")
DIAG(NO_SECRET, "no-secret", SEV_ERROR,
     "A password, token or key is looked for in three places: the environment (BLETHER_SECRET_ and the name of the target in capital "
     "letters), the file that 'secret_file' names, and what the program prints that 'secret_command' names.")
DIAG(BAD_SECRET, "bad-secret", SEV_ERROR,
     "A secret that others can read is none, and one that cannot be read opens nothing. The file must be yours alone ('chmod 600'), "
     "and the secret its first line; a program must print it as the first line within a minute.")
DIAG(TARGETS_MEET, "targets-meet", SEV_ERROR,
     "Feeds and pages name one address for each file, so each file goes to one target: all of them to one, or recordings to one "
     "('takes: audio') and the rest to another ('takes: pages').")
DIAG(ONLINE_UNREACHABLE, "online-unreachable", SEV_WARNING,
     "The site was looked at as listeners and readers do, over the web, and did not answer. What was published stays published; "
     "'blether verify --online' looks again.")
DIAG(ONLINE_MISSING, "online-missing", SEV_WARNING,
     "A file was published, and whoever asks for it at its address is refused or told that it is not there. Either the host has not "
     "taken it over yet, or what was published to is not what the address shows.")
DIAG(ONLINE_STALE, "online-stale", SEV_WARNING,
     "Hosts and networks in front of them keep copies for a while and give those to readers. Listeners get the new feed when the "
     "copy has grown old, without anybody doing anything.")
DIAG(ONLINE_BYTES, "online-bytes", SEV_WARNING,
     "What comes from the web is not, byte for byte, what was published. It may have been cut short or overwritten, or the host "
     "changes files on their way to readers.")
DIAG(ONLINE_LENGTH, "online-length", SEV_WARNING,
     "Apps believe the length that the feed and the server say. A recording that is shorter at the host breaks off while somebody listens.")
DIAG(ONLINE_TYPE, "online-type", SEV_WARNING,
     "The server says with each file what it is. Some apps do not play a recording that is said to be a page or unknown, browsers "
     "download what they should show, and feed readers give up.")
DIAG(ONLINE_RANGES, "online-ranges", SEV_WARNING,
     "Players ask for parts of a recording: to begin in the middle, to go on after a break. Apple Podcasts refuses shows whose host "
     "sends all of it instead, and phones cannot move forward in it.")
DIAG(ONLINE_HEAD, "online-head", SEV_WARNING,
     "Directories ask for the headers of a recording before they take a show. Apple Podcasts says that hosts must answer that.")
DIAG(ONLINE_REDIRECTS, "online-redirects", SEV_WARNING,
     "An address may lead to another, but apps follow only a few times, and never from a safe address to one that is not.")
DIAG(ONLINE_CERTIFICATE, "online-certificate", SEV_WARNING,
     "The certificate is how a server proves that it is the one it says. When it has ended or is for another name, browsers warn and "
     "apps stop loading. Most are renewed by a program a month before their end; one that ends within 14 days was forgotten.")
DIAG(ONLINE_COOKIE, "online-cookie", SEV_WARNING,
     "The site promises its readers that nothing follows them. A cookie that the host sets breaks that promise, and may need a notice by law.")
DIAG(ONLINE_VALIDATOR, "online-validator", SEV_WARNING,
     "Apps ask for a feed every hour. With an ETag or the time of its last change a server can answer in a few bytes that it is the "
     "same; without, each of them fetches all of it each time.")
DIAG(ONLINE_PACKED, "online-packed", SEV_WARNING,
     "Servers pack texts so that they arrive sooner. Here what comes out of the packet is not what was published.")
DIAG(ONLINE_CORS, "online-cors", SEV_WARNING,
     "Players in web pages, the site's own embed among them, read transcripts and chapters only when the server says that pages of others may.")
DIAG(ONLINE_LEFT, "online-left", SEV_WARNING,
     "What was withdrawn should be gone: somebody may have asked for it. The host, or a cache in front of it, still gives it to whoever asks.")
DIAG(ONLINE_LOST, "online-lost", SEV_WARNING,
     "A server that answers every address with a page and 'all is well' makes search engines and apps believe that pages exist which "
     "do not, and hides it when a recording is missing.")
DIAG(RELEASE_GONE, "release-gone", SEV_ERROR,
     "A release can be brought back while its files are kept in '.blether/releases', which is on this computer only. The site itself "
     "is made of the content: put that back as it was, and publish.")
DIAG(RELEASE_WITHDRAWN, "release-withdrawn", SEV_ERROR,
     "Somebody took something back after that release, or took back their consent to be named. Bringing the release back would publish "
     "it again. Choose a later release, or mend the content and publish.")
DIAG(RELEASES_DAMAGED, "releases-damaged", SEV_ERROR,
     "blether keeps what was published in '.blether/releases', so that it can be brought back, with a list of it. Nothing online "
     "depends on it: without it, only what was published before can no longer be brought back.")
DIAG(NOT_RECORDED, "not-recorded", SEV_ERROR,
     "What is published is written into published.tsv, so that no later build can break it by accident. With --no-build nothing is "
     "written there, so the output must come from 'blether build --release', or from an earlier 'blether publish'.")
DIAG(ANNOUNCE_FAILED, "announce-failed", SEV_WARNING,
     "The site is published; only somebody who wanted to be told of it could not be. Apps that ask by themselves find it all the same, "
     "within hours. What is yet to be told is kept for 14 days and tried again by every 'blether publish'.")
DIAG(ANNOUNCE_LATE, "announce-late", SEV_WARNING,
     "A hub, a podping endpoint or a webhook has not answered for so long that what it was to be told is old. Look whether its address in "
     "site.yaml or publish.yaml is right, or take it out.")
DIAG(NOTHING_ONLINE, "nothing-online", SEV_ERROR,
     "To compare, 'blether verify --online' needs the note of what was published: this computer's own, the one that lies beside the "
     "site on the web (.blether-manifest), or at least published.tsv.")

/* import */
DIAG(OWN_FEED, "own-feed", SEV_ERROR,
     "Once the old host sends everybody on, its address leads to the site's own feed. To import that would bring nothing, and forget "
     "where the show was before. An episode that appeared at the old host after all can be fetched while its redirect is switched off.")
DIAG(SHOW_LOCKED, "show-locked", SEV_ERROR,
     "The feed says <podcast:locked>yes</podcast:locked>: whoever makes the show does not want others to take it to another host. If "
     "it is your own, you may. If it is not, ask the owner whose address the feed names.")
DIAG(FEED_MOVED, "feed-moved", SEV_WARNING,
     "With <itunes:new-feed-url> a feed tells apps that it has moved, so newer episodes are probably at the other address only. Import "
     "that one, unless you know that this one is the right one.")
DIAG(IMPORT_WANTS, "import-wants", SEV_ERROR,
     "The feed does not say something that a show must have, and nobody can guess it. Say it with the option that the message names.")
DIAG(BAD_IMPORT_RECORD, "bad-import-record", SEV_ERROR,
     "blether writes imported.tsv to know what it brought here from another host and what people have changed since. Without it an "
     "import brings nothing twice either, but what differs from the feed is then left as it is here.")
DIAG(IMPORTING_NOW, "importing-now", SEV_ERROR,
     "Two imports into one folder would write the same files. If none is running any more, nothing is in the way: the lock ends with "
     "the program that holds it.")
DIAG(IMPORT_UNREADABLE, "import-unreadable", SEV_ERROR,
     "An import must know what the site has, so that it neither doubles an episode nor writes over one. What cannot be read might be "
     "either: mend it ('blether check' tells what is wrong), and import again.")
DIAG(IMPORT_FOLDER, "import-folder", SEV_ERROR,
     "A show is imported into a content folder, the one with site.yaml, or into a new or empty folder, where a site is made. So nothing "
     "of yours is mixed with it by mistake.")

/* verify: the output, and what directories, validators and apps say of a feed */
#include "base/verify_ids.h"
#include "base/feed_ids.h"
