#ifndef MEDIA_JPEG_H
#define MEDIA_JPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a JPEG says of itself (ITU-T T.81 annex B). libavcodec turns four-colour
 * pictures into three colours and fills up what is missing; the markers tell.
 */
struct jpeg {
	unsigned components; /* 1 grey, 3 colour, 4 CMYK or YCCK; 0: no frame header */
	unsigned width, height;
	bool     complete;   /* there is an end of image after the first scan */
};

struct jpeg jpeg_scan(const uint8_t *data, size_t len);

#endif
