#ifndef BASE_VERSION_H
#define BASE_VERSION_H

/* What --version, the manual and requests over the network say. */
#define BLETHER_VERSION "0.1.0"

#endif
