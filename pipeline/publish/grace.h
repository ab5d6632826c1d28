#ifndef PUBLISH_GRACE_H
#define PUBLISH_GRACE_H

#include <stdint.h>

struct shipment;

/*
 * For how many seconds what has a successor stays at the target, whose record was read; 0 when the
 * target may still have what was withdrawn. Sets s->hastens then.
 */
int64_t shipment_grace(struct shipment *s);

/* The publication has ended: notes what the target is without. */
void shipment_note_withdrawn(const struct shipment *s);

#endif
