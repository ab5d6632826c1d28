#ifndef READ_INTERFACE_H
#define READ_INTERFACE_H

#include "reader.h"

/*
 * Gives the site the words around the content in every language that there are any: those that are
 * part of the program, and above them the files theme/texts/<language>.yaml of the content.
 */
void interfaces_read(struct reader *r);

#endif
