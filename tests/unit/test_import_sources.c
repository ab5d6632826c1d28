#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/cli/import_source.h"
#include "../../pipeline/cli/media.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/strbuf.h"
#include "import/sources.h"
#include "read/element_tree.h"
#include "read/settings.h"

#define FOLDER "tests/import/sources/"

static struct {
	struct arena arena;
	struct diag diag;
} in;

static int fresh(void **state)
{
	(void)state;
	arena_free(&in.arena);
	diag_init(&in.diag, &in.arena);
	return 0;
}

static int forget(void **state)
{
	(void)state;
	arena_free(&in.arena);
	return 0;
}

static void same(const char *have, const char *want)
{
	if (have && want)
		assert_string_equal(have, want);
	else
		assert_true(have == want);
}

/* What a message says; the first one. */
static const char *said(void)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_print(&in.diag, f, false);
	fclose(f);
	const char *copy = arena_strdup(&in.arena, text);
	free(text);
	return copy;
}

static struct source_open open_at(const char *path)
{
	char here[4096];
	const struct media_run media = { .cache_dir = "build/unit-import-sources",
					 .here = getcwd(here, sizeof(here)),
					 .quiet = true,
					 .arena = &in.arena,
					 .diag = &in.diag };
	struct source_open o = { .path = path,
				 .media = &media,
				 .now = { .utc = 1700000000, .set = true },
				 .arena = &in.arena,
				 .diag = &in.diag };

	source_open(&o);
	o.media = NULL;
	return o;
}

static const struct remote_episode *episode(const struct import_source *s, size_t i)
{
	assert_non_null(s);
	assert_non_null(s->feed);
	assert_true(i < s->feed->items.count);
	return (const struct remote_episode *)s->feed->items.items + i;
}

static const char *notes_of(const struct remote_list *list)
{
	static const char *const kinds[] = { "changed", "guessed", "lost", "unwrapped" };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);
	const struct source_note *notes = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (notes[i].item == SOURCE_SHOW)
			strbuf_addf(&out, "%s show: %s\n", kinds[notes[i].kind], notes[i].text);
		else
			strbuf_addf(&out, "%s %zu: %s\n", kinds[notes[i].kind], notes[i].item,
				    notes[i].text);
	}
	return arena_strdup(&in.arena, out.data);
}

/* --- settings --- */

static const struct tree *toml(const char *text)
{
	unsigned line;
	const char *why;

	return toml_read(text, &in.arena, &line, &why);
}

static void toml_is_read(void **state)
{
	(void)state;
	const struct tree *t = toml("a = 1_000 # one\n\"b c\".d = 'x\\y'\nl = [ 1,\n # no\n [\"q\",], ]\n"
				    "d = 1979-05-27 07:32:00\ne = \"\"\"\na\\\n   b\"\"\"\"\n"
				    "[t]\nx = { y.z = true, w = \"\\u00e9\" }\n[[m]]\nn = 1\n[[m]]\nn = 2\n");

	assert_non_null(t);
	same(tree_text(t, "a"), "1000");
	same(tree_text(tree_member(t, "b c"), "d"), "x\\y");
	assert_int_equal(tree_list(t, "l")->count, 2);
	same(tree_list(t, "l")->first->next->first->text, "q");
	same(tree_text(t, "d"), "1979-05-27 07:32:00");
	same(tree_text(t, "e"), "ab\"");
	const struct tree *x = tree_member(tree_member(t, "t"), "x");
	same(tree_text(tree_member(x, "y"), "z"), "true");
	same(tree_text(x, "w"), "\xc3\xa9");
	same(tree_text(tree_list(t, "m")->first->next, "n"), "2");
}

static void faults_of_toml_have_their_line(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned line;
		const char *why;
	} bad[] = {
		{ "a = 1\nb = x\n", 2, "a text stands in quotation marks" },
		{ "a = \"x\nb = 1", 1, "a quotation mark is not closed" },
		{ "a = 1\na = 2", 2, "this key stands twice" },
		{ "a = 1\n[a]\n", 2, "this key is a value and a table" },
		{ "a = \"\\q\"", 1, "this is no escape; a backslash is written twice" },
		{ "= 1", 1, "a key is expected here" },
		{ "a 1", 1, "'=' is expected behind a key" },
		{ "[a\nb=1", 1, "']' is expected behind the name of a table" },
		{ "a = 1 b = 2", 1, "this is neither a number nor a date" },
		{ "a = \"x\" y", 1, "something stands behind a value" },
		{ "a = \"\\u0000\"", 1, "no page can show this character" },
		{ "a =", 1, "a value is expected here" },
	};

	for (size_t i = 0; i < COUNT(bad); i++) {
		unsigned line;
		const char *why;

		assert_null(toml_read(bad[i].text, &in.arena, &line, &why));
		same(why, bad[i].why);
		assert_int_equal(line, bad[i].line);
	}
}

static struct settings_page page(const char *text)
{
	const struct source *src =
		source_from_text("p.md", text, strlen(text), &in.arena, &in.diag);

	return settings_page_read(src, &in.arena, &in.diag);
}

static void front_matter_has_three_forms(void **state)
{
	(void)state;
	struct settings_page p = page("---\ntitle: &t A\nsame: *t\nn: ~\n---\nBody\n");

	same(tree_text(p.front, "same"), "A");
	assert_int_equal(tree_member(p.front, "n")->kind, TREE_NULL);
	same(p.body, "Body\n");
	p = page("+++\ntitle = 'A'\n+++\nBody");
	same(tree_text(p.front, "title"), "A");
	same(p.body, "Body");
	p = page("{ \"title\": \"A}\", \"n\": 12, \"y\": true }\nBody");
	same(tree_text(p.front, "title"), "A}");
	same(tree_text(p.front, "n"), "12");
	same(tree_text(p.front, "y"), "true");
	same(p.body, "Body");
	p = page("Only a body\n---\n");
	assert_null(p.front);
	same(p.body, "Only a body\n---\n");
}

static void settings_that_cannot_be_read_are_reported(void **state)
{
	(void)state;
	struct settings_page p = page("---\ntitle: A\nbad: [\n---\nx\n");

	assert_null(p.front);
	assert_non_null(strstr(said(), "p.md: warning: this is passed over; its settings cannot be read in line "));
	assert_non_null(strstr(said(), "[source-settings]"));
}

static void anchors_that_hold_themselves_end(void **state)
{
	(void)state;
	STRBUF_SCOPED struct strbuf bomb = STRBUF_INIT(1 << 16);

	strbuf_adds(&bomb, "---\na0: &a0 [x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 12; i++)
		strbuf_addf(&bomb, "a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1,
			    i - 1, i - 1, i - 1, i - 1);
	strbuf_adds(&bomb, "---\n");
	assert_null(page(bomb.data).front);
	assert_null(page("---\na: &a [*a]\n---\n").front);
}

static void markdown_stays_unless_it_is_foreign(void **state)
{
	(void)state;
	assert_null(markdown_foreign_html("*a* [b](https://example.org/)\n\n## c\n", &in.arena));
	same(markdown_foreign_html("[b](/about)", &in.arena), "<p><a href=\"/about\">b</a></p>\n");
	same(markdown_foreign_html("a <b>c</b>", &in.arena), "<p>a <b>c</b></p>\n");
	same(markdown_foreign_html("{count:x}", &in.arena), "<p>{count:x}</p>\n");
}

/* --- sites --- */

static void hugo_becomes_a_feed(void **state)
{
	(void)state;
	const struct source_open o = open_at(FOLDER "hugo");
	const struct remote_episode *e = episode(o.source, 0);
	const struct remote_feed *f = o.source->feed;
	const struct remote_person *people = e->people.items;

	assert_int_equal(o.form, FORM_HUGO);
	assert_int_equal(f->items.count, 2);
	same(f->title, "ExampleCast");
	same(f->link, "https://cast.example.org/");
	same(f->description, "All about examples");
	same(f->language, "en-gb");
	same(f->owner_email, "erin@example.org");
	same(f->image, "https://cast.example.org/img/logo.png");
	assert_int_equal(f->categories.count, 1);
	same(*(const char **)f->categories.items, "Society & Culture > Documentary");
	assert_int_equal(f->is_explicit, REMOTE_NO);
	same(e->title, "Hope");
	same(e->guid, "cast-7");
	same(e->link, "https://cast.example.org/hope/");
	same(e->enclosure.url, "https://media.example.org/cast/hope.mp3");
	same(e->enclosure.type, "audio/mpeg");
	assert_int_equal(e->enclosure.length, 23907533);
	assert_int_equal(e->duration, 3723000);
	assert_int_equal(e->number, 7);
	assert_int_equal(e->date.utc, 1580702706);
	same(e->image, "https://cast.example.org/img/hope.png");
	assert_int_equal(e->people.count, 3);
	same(people[0].name, "erin");
	same(people[1].name, "Jo Doe");
	same(people[1].role, "guest");
	/* `{{< figure >}}` is shown: braces go the way of HTML */
	same(e->markdown, NULL);
	same(e->content,
	     "<p>Talking of <strong>hope</strong>.</p>\n"
	     "<p><a href=\"https://www.youtube.com/watch?v=8ClZXJsgpHY\">"
	     "https://www.youtube.com/watch?v=8ClZXJsgpHY</a></p>\n"
	     "<p>See <a href=\"https://cast.example.org/episode/loss/\">the other</a>.</p>\n"
	     "<h2>Links</h2>\n<pre><code class=\"language-go\">\na := 1\n\n</code></pre>\n"
	     "<p>{{&lt; figure src=&quot;x&quot; &gt;}}</p>\n");
	e = episode(o.source, 1);
	same(e->guid, "https://media.example.org/cast/loss.mp3");
	same(e->content, "<p>With a picture: <img src=\"/img/hill.jpg\" alt=\"A hill\" /></p>\n");
	same(notes_of(&o.source->notes),
	     "lost 0: left out of the notes: 'sup'\n"
	     "lost 0: the page had other addresses too (aliases); they are not kept\n"
	     "guessed 1: the page says no GUID; 'https://media.example.org/cast/loss.mp3' is what the usual "
	     "templates write\n"
	     "lost show: 2 pages with a recording were left out: 1 draft, 1 for a later day\n");
}

static void jekyll_becomes_a_feed(void **state)
{
	(void)state;
	const struct source_open o = open_at(FOLDER "jekyll");
	const struct remote_episode *e = episode(o.source, 0);
	const struct remote_feed *f = o.source->feed;
	const struct remote_chapter *chapters = e->chapters.items;

	assert_int_equal(o.form, FORM_JEKYLL);
	assert_int_equal(f->items.count, 2);
	same(f->title, "Example: a show");
	same(f->description, "All about examples.");
	same(f->owner_name, "Olu Example");
	same(*(const char **)f->categories.items, "Arts > Books");
	same(e->title, "Octopod");
	same(e->enclosure.url, "https://media.example.org/episode0.mp3");
	assert_int_equal(e->date.utc, 1614942000);
	assert_int_equal(e->is_explicit, REMOTE_YES);
	assert_int_equal(e->duration, 193000);
	assert_int_equal(e->chapters.count, 2);
	same(chapters[0].title, "Intro.");
	assert_int_equal(chapters[1].start, 30000);
	same(e->markdown, "Body.");
	e = episode(o.source, 1);
	same(e->title, "The first");
	assert_int_equal(e->date.utc, 1614816000);
	same(e->link, "https://jek.example.org/show/217/");
	same(e->guid, "https://jek.example.org/show/217/");
	same(e->enclosure.url, "https://jek.example.org/show/First%20one.mp3");
	assert_int_equal(e->people.count, 2);
	same(((const struct remote_person *)e->people.items)[1].name, "Ben Example");
	same(e->content, "<p>Words.</p>\n<p><a href=\"https://jek.example.org/show/about/\">Home</a> "
			 "{{ x }}</p>\n");
	assert_non_null(strstr(said(), "2021-03-06-broken.md: warning: this is passed over"));
}

/* --- recordings --- */

static void tags_become_a_feed(void **state)
{
	(void)state;
	static struct audio_chapter chapters[] = { { .start = 0, .title = "Hello" } };
	const struct media_facts one = { .seconds = 61.5,
					 .tags = { .title = "Hope",
						   .artist = "Example Voices",
						   .album = "Example Show",
						   .date = "2020-02-03T04:05:06",
						   .comment = "Short",
						   .description = "Longer words",
						   .language = "en",
						   .track = 7,
						   .guid = "tag-7",
						   .feed_url = "https://example.org/feed.xml" },
					 .chapters = chapters,
					 .chapter_count = 1 };
	const struct media_facts two = { .seconds = 3,
					 .tags = { .album = "Example Show", .date = "2019" } };
	const struct tagged_file files[] = {
		{ .path = "in/002-so_it_goes.mp3", .bytes = 9, .changed = 1500000000, .facts = &two,
		  .sha256 = "ab", .cover = "in/002.jpg" },
		{ .path = "in/hope.m4a", .bytes = 99, .changed = 1, .facts = &one, .sha256 = "cd" },
	};
	const struct tagged_folder folder = { .folder = "in", .files = files, .count = 2 };
	const struct import_source *s = import_tagged(&folder, &in.arena);
	const struct remote_episode *e = episode(s, 0);

	same(s->feed->title, "Example Show");
	same(s->feed->author, "Example Voices");
	same(s->feed->self, "https://example.org/feed.xml");
	same(e->title, "Hope");
	same(e->guid, "tag-7");
	same(e->description, "Longer words");
	same(e->enclosure.file, "in/hope.m4a");
	same(e->enclosure.type, "audio/x-m4a");
	assert_int_equal(e->enclosure.length, 99);
	assert_int_equal(e->number, 7);
	assert_int_equal(e->date.utc, 1580702706);
	assert_int_equal(e->duration, 61500);
	assert_int_equal(e->chapters.count, 1);
	e = episode(s, 1);
	same(e->title, "so it goes");
	same(e->image, "in/002.jpg");
	assert_int_equal(e->date.utc, 1500000000);
	/* python3 -c 'import uuid; print(uuid.uuid5(uuid.NAMESPACE_DNS, "ab"))' */
	same(e->guid, "710a586f-e1aa-54ec-93a9-85a85aa0b725");
	same(notes_of(&s->notes),
	     "guessed show: a picture called cover.jpg or folder.jpg beside the recordings would be the "
	     "cover\n"
	     "guessed 1: the tags have no title; taken is the name of the file\n"
	     "guessed 1: the tags have no day but 2019; taken is when the file was changed last\n"
	     "guessed 1: the tags have no GUID; it is made of the file's bytes: "
	     "710a586f-e1aa-54ec-93a9-85a85aa0b725\n");
}

static void a_broken_recording_is_left_out(void **state)
{
	(void)state;
	const struct source_open o = open_at(FOLDER "broken");

	assert_int_equal(o.form, FORM_TAGGED);
	assert_null(o.source->feed);
	assert_non_null(strstr(said(), "warning: this is left out: "));
	assert_non_null(strstr(said(), "[source-recording]"));
}

/* --- lists --- */

static void opml_is_read(void **state)
{
	(void)state;
	static const char text[] =
		"<opml version='2.0'><head><title>Mine</title></head><body>"
		"<outline text='News'><outline text='Local' title='  '>"
		"<outline text='One' title='The one' xmlUrl='https://example.org/1.xml' "
		"htmlUrl='https://example.org/'/></outline>"
		"<outline text='Two' xmlUrl=' http://example.org/2 '/></outline>"
		"<outline text='Again' xmlUrl='http://example.org/1.xml/'/>"
		"<outline text='Bad' xmlUrl='file:///etc/passwd'/></body></opml>";
	const struct subscriptions *l = import_opml(
		element_tree_read(text, strlen(text), "l.opml", &in.arena, &in.diag), &in.arena);

	assert_non_null(l);
	same(l->title, "Mine");
	assert_int_equal(l->count, 2);
	same(l->all[0].title, "The one");
	same(l->all[0].page, "https://example.org/");
	same(l->all[0].groups, "News > Local");
	same(l->all[1].url, "http://example.org/2");
	same(l->all[1].groups, "News");
	same(notes_of(&l->notes),
	     "lost show: 'file:///etc/passwd' is left out: its address begins neither with https:// nor "
	     "http://\n"
	     "lost show: 1 feed stands more than once in the list\n");
}

static void json_feed_is_read(void **state)
{
	(void)state;
	static const char text[] =
		"{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"feed_url\":\"https://example."
		"org/f.json\",\"next_url\":\"https://example.org/2.json\",\"authors\":[{\"name\":\"Ann "
		"Example\"}],\"items\":["
		"{\"id\":1,\"title\":\"Old\",\"content_text\":\"x\",\"date_published\":\"2020-01-01T00:00:00Z\","
		"\"attachments\":[{\"url\":\"https://example.org/p.pdf\",\"mime_type\":\"application/pdf\"},"
		"{\"url\":\"https://example.org/1.mp3\",\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":5,"
		"\"duration_in_seconds\":1.5}]},"
		"{\"id\":\"b\",\"title\":\"New\",\"content_html\":\"<p>y</p>\",\"tags\":[\"t\"],"
		"\"date_published\":\"2020-01-02T00:00:00+01:00\",\"attachments\":[{\"url\":"
		"\"https://example.org/2.mp3\",\"mime_type\":\"audio/mpeg\"}]},"
		"{\"id\":\"c\"}]}";
	struct tree_fault fault;
	const struct import_source *s = import_json_feed(
		tree_read(text, strlen(text), &in.arena, &fault), "f.json", &in.arena);
	const struct remote_episode *e = episode(s, 1);

	same(s->feed->next, "https://example.org/2.json");
	same(s->feed->author, "Ann Example");
	same(episode(s, 0)->title, "New");
	same(episode(s, 0)->content, "<p>y</p>");
	assert_int_equal(episode(s, 0)->elements.count, 1);
	same(e->guid, "1");
	same(e->enclosure.url, "https://example.org/1.mp3");
	assert_int_equal(e->enclosure.length, 5);
	assert_int_equal(e->duration, 1500);
	same(notes_of(&s->notes), "lost show: 1 item without a recording was left out\n");
}

/* --- what it is --- */

static void forms_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		enum import_form form;
		const char *why;
	} files[] = {
		{ "<?xml version='1.0'?><!-- <opml> --><rss><channel/></rss>", FORM_FEED, NULL },
		{ "\xef\xbb\xbf <feed xmlns='http://www.w3.org/2005/Atom'/>", FORM_FEED, NULL },
		{ "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"></rss>", FORM_WORDPRESS, NULL },
		{ "<wpe:export xmlns:wpe='x'>", FORM_PODLOVE, NULL },
		{ "<opml version='1.0'>", FORM_OPML, NULL },
		{ "{\"version\": \"https://jsonfeed.org/version/1\"}", FORM_JSON_FEED, NULL },
		{ "{\"data\": []}", FORM_ALISS, NULL },
		{ "{}", FORM_UNKNOWN, "this is JSON, and neither a JSON Feed nor an answer of ALISS" },
		{ "<!DOCTYPE html><html><head><link href='/feed/' type='application/rss+xml'>", FORM_UNKNOWN,
		  "this is a web page; its feed is '/feed/': import that" },
		{ "<html><body>", FORM_UNKNOWN,
		  "this is a web page, and names no feed; look for a link called RSS, or import its address "
		  "from a podcast app" },
		{ "PK\3\4xx", FORM_UNKNOWN,
		  "this is a packed folder (ZIP); unpack it, and import what is in it" },
		{ "ID3\3", FORM_UNKNOWN,
		  "this is a recording; put it into a folder with the others of the show, and import the "
		  "folder" },
		{ "---\ntitle: x\n---\n", FORM_UNKNOWN,
		  "this is one page of a site; import the folder of the whole site" },
		{ "hello", FORM_UNKNOWN, "this is neither a feed nor an export that is known" },
		{ "", FORM_UNKNOWN, "this is empty" },
	};

	for (size_t i = 0; i < COUNT(files); i++) {
		struct import_guess g = import_form_of("x", files[i].bytes, strlen(files[i].bytes),
						       &in.arena);

		assert_int_equal(g.form, files[i].form);
		same(g.why, files[i].why);
	}
}

static void folders_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *paths[3];
		enum import_form form;
	} folders[] = {
		{ { "hugo.toml", "content/a.md" }, FORM_HUGO },
		{ { "config/_default/hugo.toml", "content/a.md" }, FORM_HUGO },
		{ { "_config.yml", "a.mp3" }, FORM_JEKYLL },
		{ { "export.json", "feed.xml", "a.mp3" }, FORM_BLETHER_EXPORT },
		{ { "site.wordpress.xml" }, FORM_EXPORTS },
		{ { "a/b.mp3" }, FORM_TAGGED },
		{ { "content/a.md" }, FORM_UNKNOWN },
		{ { "a.txt" }, FORM_UNKNOWN },
	};

	for (size_t i = 0; i < COUNT(folders); i++) {
		size_t count = 0;

		while (count < 3 && folders[i].paths[count])
			count++;
		assert_int_equal(import_form_of_folder(folders[i].paths, count, &in.arena).form,
				 folders[i].form);
	}
}

static void what_cannot_be_imported_is_said(void **state)
{
	(void)state;
	const struct source_open o = open_at(FOLDER "hugo/content");

	assert_int_equal(o.form, FORM_UNKNOWN);
	same(said(), "tests/import/sources/hugo/content: error: in this folder is neither a site of Hugo or Jekyll, "
		     "nor an export, nor a recording [source-form]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(toml_is_read, fresh),
		cmocka_unit_test_setup(faults_of_toml_have_their_line, fresh),
		cmocka_unit_test_setup(front_matter_has_three_forms, fresh),
		cmocka_unit_test_setup(settings_that_cannot_be_read_are_reported, fresh),
		cmocka_unit_test_setup(anchors_that_hold_themselves_end, fresh),
		cmocka_unit_test_setup(markdown_stays_unless_it_is_foreign, fresh),
		cmocka_unit_test_setup(hugo_becomes_a_feed, fresh),
		cmocka_unit_test_setup(jekyll_becomes_a_feed, fresh),
		cmocka_unit_test_setup(tags_become_a_feed, fresh),
		cmocka_unit_test_setup(a_broken_recording_is_left_out, fresh),
		cmocka_unit_test_setup(opml_is_read, fresh),
		cmocka_unit_test_setup(json_feed_is_read, fresh),
		cmocka_unit_test_setup(forms_are_told_apart, fresh),
		cmocka_unit_test_setup(folders_are_told_apart, fresh),
		cmocka_unit_test_setup(what_cannot_be_imported_is_said, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
