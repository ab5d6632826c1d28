#ifndef MEDIA_LANGUAGE_H
#define MEDIA_LANGUAGE_H

#include <stdbool.h>

/*
 * The ISO 639-2 code of a BCP 47 tag: `en-GB` → `eng`, as ID3's TLAN (ID3v2.3
 * section 4.2.1) and MP4's `mdhd` want it. False when there is none.
 */
bool language_iso639_2(const char *tag, char code[static 4]);

#endif
