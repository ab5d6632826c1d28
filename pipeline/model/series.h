#ifndef MODEL_SERIES_H
#define MODEL_SERIES_H

#include "model/network.h"

/* The ends of the last ones and of the next one: then a page shows others. */
void series_dues(const struct site *site, const struct series *s,
		 void (*note)(void *into, struct moment at), void *into);

#endif
