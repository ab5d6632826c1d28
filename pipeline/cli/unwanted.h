#ifndef CLI_UNWANTED_H
#define CLI_UNWANTED_H

struct arena;
struct diag;
struct output_tree;
struct site;

/*
 * Reports what no output of the site may hold: names of people who took their consent back, and
 * the links by which members join meetings.
 */
void unwanted_verify(const struct site *site, const struct output_tree *tree, struct arena *a,
		     struct diag *diag);

#endif
