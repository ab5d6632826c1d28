#ifndef IMPORT_PHP_H
#define IMPORT_PHP_H

#include "base/json_tree.h"

struct arena;

/*
 * What PHP's serialize() wrote (https://www.php.net/serialize), as plug-ins of WordPress keep it: maps
 * (lists have the keys "0", "1", …; an object is a map of its properties), and every other value as the
 * text that it is written with: "1" for true, "" for false. `off` and `len` are of no use here.
 *
 * Lengths are in bytes, and wrong wherever line ends or references were changed on the way into and out
 * of XML: where a text does not end at its length, it ends at the next quotation mark behind which the
 * value can go on. NULL: it is none, is damaged beyond that, or passes LIMIT_PHP_DEPTH or
 * LIMIT_PHP_VALUES. Nothing is ever executed or made: objects of a class with its own form are refused.
 */
const struct tree *php_read(const char *text, struct arena *a);

#endif
