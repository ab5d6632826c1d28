#ifndef READ_NETWORK_H
#define READ_NETWORK_H

#include "reader.h"

/*
 * Reads the folders that have one Markdown file an item: areas/, groups/,
 * meetings/ and their like, programmes/ with their sessions, glossary.yaml and
 * facts.yaml.
 */
void network_read(struct reader *r);

/*
 * To be called when all items are known: checks that what they name by its slug
 * is there (what is not is reported and forgotten), and finds the people they name.
 */
void network_resolve(struct reader *r);

#endif
