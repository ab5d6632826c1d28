#ifndef READ_LIBRARY_H
#define READ_LIBRARY_H

#include "reader.h"

/* Finds the files of resources. To be called when all items are known. */
void library_complete(struct reader *r);

/* Says what is wrong with what the library hands on. To be called when texts have been rendered. */
void library_check(struct reader *r);

#endif
