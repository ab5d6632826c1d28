#ifndef MEDIA_FRAME_H
#define MEDIA_FRAME_H

#include <libavcodec/avcodec.h>
#include <stdbool.h>

/* Pictures in memory. NULL or false: there is no memory, or libav knows no way. */

AVFrame *frame_new(int width, int height, enum AVPixelFormat format);

/* From one size and format to another; `filter` of libswscale: SWS_AREA, SWS_LANCZOS. Always the same bytes. */
bool frame_scale(const AVFrame *from, AVFrame *to, int filter);

/* As a JPEG of quality 2 (the best) … 31 (libavcodec's qscale). */
AVPacket *frame_jpeg(AVFrame *f, int quality);

/* A part of a colour; what is transparent lies on white, as on the pages of most readers. */
uint8_t on_white(uint8_t part, uint8_t alpha);

#endif
