#ifndef MEDIA_COPY_H
#define MEDIA_COPY_H

#include "make.h"

struct hash;
struct label;

/*
 * The two halves of make_copy(): MP3 files frame by frame, without libavformat,
 * and everything else from one libavformat to another. MADE_UNFIT: it is the
 * other's, or nobody's. They know the length that the label asks for.
 */
enum made copy_mp3(struct task *t, struct label *l, struct published_audio *into);
enum made copy_remux(struct task *t, struct label *l, struct published_audio *into);

/* What there is to say of the output whatever it is; its length and channels are its maker's to tell. */
void copy_describe(struct task *t, const char *suffix, double gain, const struct hash *hash,
		   struct published_audio *into);

#endif
