#ifndef MODEL_HSDS_ROWS_H
#define MODEL_HSDS_ROWS_H

#include "model/hsds.h"

/* What makes the records of model/hsds.h. */
struct hsds_maker {
	struct hsds *h;
	const struct site *site;
	uint8_t space[16]; /* the site's GUID: the namespace of all ids (RFC 9562 section 5.5) */
	size_t *places;    /* by place of the site: the row of its location, and one; 0: none yet */
	size_t *terms;     /* the same of areas, then of audiences */
	struct arena *a;
};

/* Room for one more row, which is all NULL. Rows of its kind that were there may move. */
void *hsds_add(struct hsds_maker *m, enum hsds_kind kind);

/* The id of what stands at `path` of the site; `part` tells things there apart, or is NULL. */
const char *hsds_id(struct hsds_maker *m, const char *path, const char *part);

/* What is added from here on, until the end, is a part. */
struct hsds_parts hsds_begin(const struct hsds_maker *m);
void hsds_end(const struct hsds_maker *m, struct hsds_parts *parts);

/* When a service is: `path` is where it stands, `service_id` its id. */
void hsds_add_schedule(struct hsds_maker *m, const struct service *s, const char *path,
		       const char *service_id);

/* The areas and audiences as taxonomies. */
void hsds_add_taxonomies(struct hsds_maker *m);

/* Says of a record that a term holds for it. */
struct hsds_link {
	const char *path, *id, *entity, *type; /* of the record: its place, id, table; what the term tells */
};
void hsds_add_attribute(struct hsds_maker *m, const struct hsds_link *of, const struct kind *kind,
			const char *slug);

/* Where a service is: links to locations, and the areas that it serves. */
void hsds_add_places(struct hsds_maker *m, const struct group *g, const struct service *s,
		     const char *path, size_t service);

#endif
