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

/* read: the content folder */
DIAG(NO_SITE, "no-site", SEV_ERROR,
     "A content folder begins with a file site.yaml. Go into the folder that has it, or name it with "
     "--content; 'blether new site' makes a new one.")
DIAG(UNKNOWN_FOLDER, "unknown-folder", SEV_WARNING,
     "blether reads the folders podcasts and pages, and theme for your own templates. A folder with a "
     "name close to these is probably a typing slip.")
DIAG(BAD_NAME, "bad-name", SEV_ERROR,
     "Names of folders and pages become web addresses. Spaces, capitals and accents in addresses break "
     "links and podcast apps, so only small letters, digits and single hyphens are taken.")
DIAG(OUTSIDE_CONTENT, "outside-content", SEV_ERROR,
     "A link or path leads out of the content folder. Nothing outside is read, so that no private file "
     "is published by accident. Copy the file into the folder.")
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
     "audio editor saves. If there is no recording yet, write 'draft: true' and the rest is still checked.")
DIAG(SEVERAL_FILES, "several-files", SEV_ERROR,
     "More than one file in the folder could be meant. Name the right one in the front matter, or move "
     "the others out.")
DIAG(MISSING_TRANSCRIPT, "missing-transcript", SEV_WARNING,
     "Deaf readers, and everyone who cannot listen just now, need the words; public bodies must offer them "
     "by law. Put a transcript.vtt (Zoom makes one) or .srt beside the page.")
DIAG(TRANSCRIPT_SYNTAX, "transcript-syntax", SEV_ERROR,
     "A transcript is WebVTT or SRT: a line with two times, the words below it, an empty line. Apps throw "
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
