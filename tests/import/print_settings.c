/* Prints what a reader of settings understood, as JSON, for tests that ask another one: yaml, toml, json or php. */
#include <stdio.h>
#include <string.h>

#include "../../pipeline/import/php.h"
#include "base/diag.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/strbuf.h"
#include "read/settings.h"

static void print_text(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\' || (unsigned char)*s < ' ')
			printf("\\u%04x", (unsigned)(unsigned char)*s);
		else
			putchar(*s);
	}
	putchar('"');
}

static void print_tree(const struct tree *t)
{
	const bool is_map = t->kind == TREE_MAP;

	if (t->kind == TREE_TEXT) {
		print_text(t->text);
		return;
	}
	if (t->kind != TREE_LIST && !is_map) {
		fputs("null", stdout);
		return;
	}
	putchar(is_map ? '{' : '[');
	for (const struct tree *in = t->first; in; in = in->next) {
		if (is_map) {
			print_text(in->key);
			putchar(':');
		}
		print_tree(in);
		if (in->next)
			putchar(',');
	}
	putchar(is_map ? '}' : ']');
}

int main(int argc, char **argv)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	struct arena a = { 0 };
	struct diag diag;
	int c;

	diag_init(&diag, &a);
	while ((c = getchar()) != EOF)
		strbuf_addc(&text, (char)c);
	const char *form = argc > 1 ? argv[1] : "";
	const struct source *src = source_from_text("stdin", text.data, text.len, &a, &diag);
	const struct tree *t =
		!src			       ? NULL
		: strcmp(form, "php") == 0 ? php_read(src->text, &a)
		: settings_read(src,
				strcmp(form, "toml") == 0   ? SETTINGS_TOML
				: strcmp(form, "json") == 0 ? SETTINGS_JSON
							    : SETTINGS_YAML,
				&a, &diag);
	if (t)
		print_tree(t);
	putchar('\n');
	arena_free(&a);
	return t ? 0 : 1;
}
