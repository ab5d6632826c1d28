#ifndef MEDIA_BYTES_H
#define MEDIA_BYTES_H

#include <stdint.h>

/* Numbers as files have them: be with the highest byte first, le with the lowest. */

static inline uint32_t be32(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static inline uint64_t be64(const uint8_t *b)
{
	return (uint64_t)be32(b) << 32 | be32(b + 4);
}

static inline uint32_t le32(const uint8_t *b)
{
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static inline uint64_t le64(const uint8_t *b)
{
	return (uint64_t)le32(b + 4) << 32 | le32(b);
}

#endif
