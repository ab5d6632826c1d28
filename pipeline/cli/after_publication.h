#ifndef CLI_AFTER_PUBLICATION_H
#define CLI_AFTER_PUBLICATION_H

struct shipping;

/*
 * Everything is online, and the release `s->release` is kept: is it right what listeners get, and who is
 * told? What goes wrong here is reported, sets `s->faulty`, and undoes nothing.
 */
void after_publication(struct shipping *s);

/* There was nothing to publish: whom an earlier run could not tell is told now. */
void after_nothing(struct shipping *s);

#endif
