#ifndef CLI_SKELETON_H
#define CLI_SKELETON_H

struct field;
struct kind;
struct strbuf;

/* A value for a field of a skeleton, as it would be written in YAML. */
struct skeleton_value {
	const char *key; /* NULL ends a list of these */
	const char *value; /* "": for people to fill in */
};

/*
 * Writes the fields of a kind for a person to fill in, each with its help as a
 * comment: required ones with the value given or an example, the others
 * commented out. Those that few need are left out, and told of in the last
 * line. Front matter fences are the caller's.
 */
void skeleton_write(const struct kind *kind, const struct skeleton_value *values,
		    struct strbuf *out);

/* A field with what often stands below it, filled in as an example: how it is written. */
void skeleton_sample(const struct field *f, int indent, struct strbuf *out);

/* A text in YAML's double quotes. */
void skeleton_quote(const char *text, struct strbuf *out);

#endif
