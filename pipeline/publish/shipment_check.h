#ifndef PUBLISH_SHIPMENT_CHECK_H
#define PUBLISH_SHIPMENT_CHECK_H

#include "shipment.h"

/* Can the host take what is planned, and is its place ours? Before a byte is sent; false after reporting all that is wrong. */
bool shipment_check(struct shipment *s);

#endif
