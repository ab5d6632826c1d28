#ifndef VERIFY_FEED_H
#define VERIFY_FEED_H

#include "agree.h"
#include "check.h"
#include "grammar.h"

/* A podcast feed: its form, and all that no grammar can say. */
void feed_check(struct doc *feed, const struct grammar *grammar);

/* `self`, a link of Atom, names the very file that it stands in. */
void feed_check_self(struct doc *feed, const xmlNode *self);

/* An Atom feed: what is new on the site. */
void atom_check(struct doc *feed, const struct grammar *grammar);

/* A list of feeds (OPML). */
void opml_check(struct doc *list, const struct grammar *grammar);

/* sitemap.xml: its form, and that every address in it is a page of the output. */
void sitemap_check(struct doc *map, const struct grammar *grammar);

/* JSON that feeds readers and sites that show an episode in a frame. */
void json_feed_check(struct doc *feed);
void oembed_check(struct doc *frame);

/* Chapters (JSON 1.2) and transcripts as far as players depend on their form. */
void chapters_check(struct doc *doc);
void transcript_check_vtt(struct doc *doc);
void transcript_check_srt(struct doc *doc);
void transcript_check_json(struct doc *doc);
void transcript_check_html(struct doc *doc);

#endif
