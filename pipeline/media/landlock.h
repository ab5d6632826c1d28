#ifndef MEDIA_LANDLOCK_H
#define MEDIA_LANDLOCK_H

struct sandbox;

/*
 * Leaves the process the files of `allowed` and no TCP, as far as this kernel's
 * Landlock goes (https://docs.kernel.org/userspace-api/landlock.html). Wants
 * PR_SET_NO_NEW_PRIVS.
 */
void landlock_enter(const struct sandbox *allowed);

#endif
