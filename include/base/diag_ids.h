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
     "{{> name}} puts the template name.html in its place. The file must be one of the theme's, or "
     "stand in your theme folder.")
DIAG(TEMPLATE_DEPTH, "template-depth", SEV_ERROR,
     "Sections and partials stand in one another more deeply than blether follows. Nearly always a "
     "template includes itself.")
DIAG(THEME_FILE, "theme-file", SEV_WARNING,
     "A file in the theme folder takes the place of the built-in file of the same name, or is put in "
     "by a template that names it. This one does neither, so it changes nothing.")
DIAG(PAGE_TOO_BIG, "page-too-big", SEV_ERROR,
     "A page came out longer than any browser should be sent. Split its text into several pages.")
