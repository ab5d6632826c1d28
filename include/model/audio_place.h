#ifndef MODEL_AUDIO_PLACE_H
#define MODEL_AUDIO_PLACE_H

#include <stdbool.h>

struct arena;
struct diag;
struct publishing;
struct site;

/*
 * Recordings may stand on another host than the pages: `audio_address` of site.yaml. In the output
 * they stay where they are, so the address of each is that one with its path behind it, and a target
 * that takes audio gets exactly the files that are named so: those of a type audio/….
 */

/* Is this media type that of a recording? */
bool audio_is_type(const char *type);

/* Where a recording is on the web, given its path in the output; of all else see site_url(). */
char *site_audio_url(const struct site *site, const char *path, struct arena *a);

/*
 * Works out of `audio_address` what pages need: `audio_root`, which stands before the path of a
 * recording in place of the way to the site's root; `audio_origin`, the sources of a
 * Content-Security-Policy from which they may load it (CSP Level 3 section 2.3.1); `audio_host`, to name it. All NULL where recordings stand with the pages.
 */
void site_place_audio(struct site *site, struct arena *a);

/* For pages that are read here, and not on the web: they play the files beside them. */
void site_play_here(struct site *site);

/*
 * Do the targets of publish.yaml and `audio_address` agree? A target that takes audio alone needs one;
 * where there is one, recordings should go to such a target.
 */
void check_audio_target(const struct site *site, const struct publishing *p, struct diag *diag);

/* The address that recordings have on the web: `audio_address`, or that of the site. */
const char *site_audio_base(const struct site *site);

#endif
