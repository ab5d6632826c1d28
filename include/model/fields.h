#ifndef MODEL_FIELDS_H
#define MODEL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/source.h"

/*
 * One table of fields a content kind. The table is the only description of a
 * field: it loads and checks the front matter, makes the skeleton that `blether
 * new` writes, the reference in the manual and the names a template may use.
 *
 * Where a value goes is an offset into the kind's struct; its C type follows
 * from the field type:
 *
 *   text, long text, url, address, old url, email, uuid, guid, language, choice,
 *   file, ref, licence, category, role, group, rrule,
 *   zone, geo, osm, country, colour, element  const char *
 *   flag                                      bool
 *   number                                    int64_t
 *   decimal                                   double
 *   moment, date (00:00 UTC)                  struct moment
 *   time                                      int64_t (milliseconds)
 *   clock                                     int64_t (minutes after midnight; -1: left out)
 *   a list of one of the above texts          struct strings
 *   a list of maps                            struct list (of `sub`'s struct)
 *   a map                                     the struct of `sub` itself
 *
 * What the front matter leaves out is the field's default, else zero.
 */
enum field_type {
	FIELD_TEXT,      /* one line of plain text */
	FIELD_LONG_TEXT, /* plain text of several lines */
	FIELD_URL,       /* absolute, http or https */
	FIELD_ADDRESS,   /* absolute, https: where a site stands */
	FIELD_OLD_URL,   /* absolute, http or https, as others wrote it: where something was; nothing is told of its form */
	FIELD_EMAIL,
	FIELD_UUID,
	FIELD_GUID,     /* any text of XML characters, 1 to 1000 bytes, kept to the letter with its white space (model/guid.h) */
	FIELD_LANGUAGE, /* BCP 47, as far as feeds take it: `en`, `en-GB` */
	FIELD_CHOICE,   /* one of `choices` */
	FIELD_FILE,     /* a file beside the item: its path inside the content folder */
	FIELD_REF,      /* the slug of another item */
	FIELD_LICENCE,
	FIELD_CATEGORY, /* `Society & Culture` or `Society & Culture > Relationships` */
	FIELD_ROLE,     /* of the podcast taxonomy: `guest` */
	FIELD_GROUP,    /* of roles: `cast` */
	FIELD_RRULE,    /* RFC 5545 section 3.3.10 */
	FIELD_ZONE,     /* IANA time zone: `Europe/London` */
	FIELD_GEO,      /* RFC 5870: `geo:55.95,-4.76` */
	FIELD_OSM,      /* of OpenStreetMap: `R1920901` */
	FIELD_COUNTRY,  /* ISO 3166-1, two letters */
	FIELD_FLAG,     /* true, false, yes, no */
	FIELD_NUMBER,
	FIELD_DECIMAL, /* a number that may have a fraction */
	FIELD_MOMENT, /* a date with time and zone */
	FIELD_DATE,   /* a day: `2026-10-01` */
	FIELD_COLOUR, /* `#0b5260` */
	FIELD_TIME,   /* a time inside a recording: `01:30` */
	FIELD_CLOCK,  /* a time of the day: `09:30` */
	FIELD_SHOW_ELEMENT, /* XML, one element that a channel of a feed may have besides those of fields (model/own_element.h) */
	FIELD_EPISODE_ELEMENT, /* the same of an item */
	FIELD_MAP,
};

struct field {
	const char       *key;
	enum field_type   type;
	bool              list;     /* a list of `type` */
	bool              required;
	bool              fixed;    /* the same in every language, although it is text */
	bool              inner;    /* for those who look after the site: it stands in no table that is published */
	bool              secret;   /* says where a secret is: people write the secret itself there, or beside it */
	bool              rare;     /* few need it: 'blether new' leaves it out */
	size_t            offset;
	long              min, max; /* characters of a text, value of a number, tenths of a decimal, entries of a list; 0: no limit */
	const char *const *choices; /* FIELD_CHOICE; ended by NULL */
	const struct kind *sub;     /* FIELD_MAP */
	const struct kind *refers;  /* FIELD_REF: the kind whose slug it is; NULL: that is told elsewhere */
	size_t            spans;    /* FIELD_MAP without list: where in its struct a `struct span *` of its fields is; 0: nowhere */
	const char *const *brief;   /* of a list of maps: the two keys of an entry in one line, `00:00 Welcome`; or NULL */
	const char       *also;     /* what others call it, parted by blanks; who writes that is told the key */
	const char       *fallback; /* as it would be written; NULL: zero */
	const char       *help;     /* one sentence for people */
	const char       *example;  /* as it would be written */
};

struct kind {
	const char         *name;   /* "episode" */
	const struct field *fields; /* ended by a NULL key */
	size_t              size;   /* of the struct */
	bool                has_body; /* Markdown follows the front matter */
	const char         *body;     /* its first sentence, where 'blether new' writes one to be replaced; or NULL */
	const char         *folder;   /* of the content, where each Markdown file is one: "areas"; or NULL */
};

struct strings {
	const char **items;
	size_t       count;
	struct span *at; /* where each was written */
};

/* Is `text` one of them, to the letter? */
bool strings_has(const struct strings *s, const char *text);

struct list {
	void        *items; /* `count` structs of the field's `sub` kind */
	size_t       count;
	struct span *at; /* where each was written */
	const struct kind *kind; /* of the entries that front matter has; NULL: they come from elsewhere */
	struct span *field_spans; /* of `kind`: as many as it has fields, for each entry */
};

extern const struct kind kind_site, kind_show, kind_episode, kind_page, kind_area, kind_help, kind_profile;
extern const struct kind kind_word_list, kind_word;
extern const struct kind kind_place, kind_audience, kind_group, kind_service, kind_gap, kind_chance;
extern const struct kind kind_resource, kind_notice, kind_series, kind_meeting, kind_agenda_point, kind_action;
extern const struct kind kind_programme, kind_session, kind_outcome;
extern const struct kind kind_flash_report, kind_quotation, kind_story, kind_journey, kind_journey_step;
extern const struct kind kind_glossary, kind_term, kind_facts, kind_fact, kind_output;
extern const struct kind kind_palette, kind_statement, kind_privacy;
extern const struct kind kind_owner, kind_person, kind_chapter, kind_funding, kind_mastering;
extern const struct kind kind_location, kind_soundbite, kind_text_record, kind_remote_item, kind_content_link;
extern const struct kind kind_update_frequency, kind_season, kind_show_image, kind_live;
extern const struct kind kind_value, kind_value_recipient, kind_value_split;
extern const struct kind kind_came_from, kind_show_came_from;

/* Every kind that has a file of its own, ended by NULL. */
extern const struct kind *const content_kinds[];

size_t              kind_field_count(const struct kind *k);

/* May lines that nobody understands have a secret in them? Then messages do not show them. */
bool                kind_has_secrets(const struct kind *k);
const struct field *kind_field(const struct kind *k, const char *key);

/* Apple's podcast categories: the top ones, or those below `top`; ended by NULL. */
const char *const *category_tops(void);
const char *const *category_subs(const char *top);

#endif
