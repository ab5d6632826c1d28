#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/*
 * Every ceiling in one place. Going past one is a diagnostic, never a crash
 * and never a silent cut.
 */
#define LIMIT_SOURCE_BYTES   ((size_t)4 << 20)  /* one Markdown, YAML or transcript file */
#define LIMIT_FRONT_MATTER   ((size_t)64 << 10) /* the part between the --- lines */
#define LIMIT_YAML_DEPTH     16                 /* nested lists and maps */
#define LIMIT_YAML_NODES     20000              /* keys, values and list entries in one file */
#define LIMIT_JSON_DEPTH     32                 /* nested lists and maps */
#define LIMIT_MARKDOWN_DEPTH 100                /* lists, quotations, emphasis in one another */
#define LIMIT_CUE_BYTES      ((size_t)64 << 10) /* the words of one cue of a transcript */
#define LIMIT_MESSAGE        ((size_t)4096)     /* the text of one diagnostic */
#define LIMIT_PAGE_BYTES     ((size_t)16 << 20) /* one rendered page or feed fragment */
#define LIMIT_FEED_BYTES     ((size_t)64 << 20) /* one feed */
#define LIMIT_TEMPLATE_BYTES ((size_t)1 << 20)  /* one template */
#define LIMIT_TEMPLATE_DEPTH 16                 /* nested sections and partials */
#define LIMIT_JOB_LINE       ((size_t)4 << 20)  /* one job or answer of a media worker */
#define LIMIT_EASY_FEED      5000000            /* bytes that every reader of feeds takes: the W3C's validator reads no more */
#define LIMIT_XML_ATTRIBUTES ((size_t)1000)     /* of one element of a feed that others wrote */
#define LIMIT_ELEMENT_DEPTH  16                 /* of what a feed has beyond what blether knows; deeper ones are kept as text */
#define LIMIT_ELEMENTS       ((size_t)10000)    /* of those in one channel or item, inside one another too */
#define LIMIT_FEED_PAGES     ((size_t)1000)     /* documents of one feed, which name one another */
#define LIMIT_DESCRIPTION    ((size_t)4000)     /* bytes of an item's <description> (Apple, PSP-1) */
#define LIMIT_ELEMENT_BYTES  ((size_t)16 << 10) /* one element of a feed that is kept as XML */
#define LIMIT_HTTP_HEADERS   ((size_t)256 << 10) /* what servers say before the bytes of a page */
#define LIMIT_LEDGER_BYTES   ((size_t)64 << 20) /* published.tsv */
#define LIMIT_PICTURE_BYTES  ((size_t)64 << 20) /* one picture file */
#define LIMIT_TOPIC          80                 /* characters of a topic, which becomes a file name */
#define LIMIT_PICTURE_PIXELS 120000000          /* width times height: the largest phones */
#define LIMIT_ZONE_BYTES     ((size_t)64 << 10) /* one file of the time zone database */
#define LIMIT_RRULE_STEPS    1000000            /* days and moments looked at for the next of a recurrence rule */
#define LIMIT_SHEET_BYTES    ((size_t)16 << 20) /* one table that comes back from a spreadsheet */
#define LIMIT_IMPORT_AUDIO   ((int64_t)4 << 30)  /* one recording of a show that is imported */
#define LIMIT_TREE_DEPTH     64                 /* elements inside one another in XML that others wrote */
#define LIMIT_TREE_ELEMENTS  5000000            /* elements of such a document */
#define LIMIT_PHP_DEPTH      32                 /* lists inside one another in a serialised value of PHP */
#define LIMIT_PHP_VALUES     20000              /* values in one of them */
#define LIMIT_TOML_DEPTH     16                 /* tables and lists inside one another */
#define LIMIT_SETTINGS       20000              /* values in one file of settings or one front matter */
#define LIMIT_SHORT_CODES    2000               /* of WordPress in one post */
#define LIMIT_SUBSCRIPTIONS  ((size_t)1000)     /* feeds in one list of them (OPML) */
#define LIMIT_CSV_CELLS      ((size_t)200)      /* in one row of a table */
#define LIMIT_IMPORT_REPORT  ((size_t)64 << 20) /* one file that an import leaves for people */
#define LIMIT_OLD_ADDRESS    ((size_t)2000)     /* an address that the rules of a server can name */
#define LIMIT_OLD_HOSTS      ((size_t)12)       /* of a show that moves, which get files with rules */

#endif
