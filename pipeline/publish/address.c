#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

/* The addresses that begin with `bits` bits of `start`. */
struct block {
	uint8_t start[16];
	unsigned bits;
	const char *what;
};

static const char here[] = "this computer";
static const char private[] = "a private network";
static const char link[] = "devices of one network";
static const char provider[] = "the inside of a provider's network";
static const char cloud[] = "the inside of a data centre";
static const char examples[] = "examples in manuals";
static const char measuring[] = "measuring networks";
static const char groups[] = "many computers at once";
static const char nobody[] = "nobody";
static const char protocols[] = "the inner workings of networks";

static const struct block blocks4[] = {
	{ { 0 }, 8, here },                  /* RFC 791 section 3.2: "this network" */
	{ { 10 }, 8, private },              /* RFC 1918 */
	{ { 100, 64 }, 10, provider },       /* RFC 6598: shared by customers (CGNAT) */
	{ { 127 }, 8, here },                /* RFC 1122 section 3.2.1.3 */
	{ { 168, 63, 129, 16 }, 32, cloud }, /* Azure's platform; public by number alone */
	{ { 169, 254 }, 16, link },          /* RFC 3927; 169.254.169.254: data of cloud machines */
	{ { 172, 16 }, 12, private },        /* RFC 1918 */
	{ { 192, 0, 0 }, 24, protocols },    /* RFC 6890 section 2.1 */
	{ { 192, 0, 2 }, 24, examples },     /* RFC 5737 */
	{ { 192, 88, 99 }, 24, protocols },  /* RFC 7526: 6to4 relays of former times */
	{ { 192, 168 }, 16, private },       /* RFC 1918 */
	{ { 198, 18 }, 15, measuring },      /* RFC 2544 */
	{ { 198, 51, 100 }, 24, examples },  /* RFC 5737 */
	{ { 203, 0, 113 }, 24, examples },   /* RFC 5737 */
	{ { 224 }, 4, groups },              /* RFC 5771 */
	{ { 240 }, 4, nobody },              /* RFC 1112 section 4; 255.255.255.255: RFC 919 */
};

static const struct block blocks6[] = {
	{ { [15] = 1 }, 128, here },                    /* RFC 4291: ::1 */
	{ { 0 }, 96, here },                            /* RFC 4291: ::, and IPv4-compatible ones */
	{ { 0, 0x64, 0xff, 0x9b, 0, 1 }, 48, private }, /* RFC 8215: NAT64 of one's own */
	{ { 1 }, 64, nobody },                          /* RFC 6666: what is thrown away */
	{ { 0x20, 0x01 }, 23, protocols }, /* RFC 2928; Teredo, ORCHID, benchmarks are in it */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, examples }, /* RFC 3849 */
	{ { 0x3f, 0xff }, 20, examples },             /* RFC 9637 */
	{ { 0x5f }, 16, protocols },                  /* RFC 9602: segments of a route */
	{ { 0xfc }, 7, private },                     /* RFC 4193 */
	{ { 0xfe, 0x80 }, 10, link },                 /* RFC 4291 */
	{ { 0xfe, 0xc0 }, 10, private },              /* RFC 3879: site-local of former times */
	{ { 0xff }, 8, groups },                      /* RFC 4291 */
};

/* Where in an IPv6 address an IPv4 address stands that packets go to. */
static const struct embedded {
	struct block block;
	unsigned at;
} embedded[] = {
	{ { { [10] = 0xff, 0xff }, 96, NULL }, 12 },   /* RFC 4291: mapped */
	{ { { [8] = 0xff, 0xff }, 96, NULL }, 12 },    /* RFC 2765: translated */
	{ { { 0, 0x64, 0xff, 0x9b }, 96, NULL }, 12 }, /* RFC 6052: NAT64 */
	{ { { 0x20, 0x02 }, 16, NULL }, 2 },           /* RFC 3056: 6to4 */
};

static bool is_in(const struct block *b, const uint8_t *address)
{
	unsigned whole = b->bits / 8, rest = b->bits % 8;

	return memcmp(address, b->start, whole) == 0 &&
	       (!rest || (address[whole] ^ b->start[whole]) >> (8 - rest) == 0);
}

static const char *special4(const uint8_t *address)
{
	for (size_t i = 0; i < COUNT(blocks4); i++) {
		if (is_in(&blocks4[i], address))
			return blocks4[i].what;
	}
	return NULL;
}

static const char *special6(const uint8_t *address)
{
	for (size_t i = 0; i < COUNT(embedded); i++) {
		if (is_in(&embedded[i].block, address))
			return special4(address + embedded[i].at);
	}
	for (size_t i = 0; i < COUNT(blocks6); i++) {
		if (is_in(&blocks6[i], address))
			return blocks6[i].what;
	}
	/* RFC 4291 section 2.5.4: all that is given out begins with 001. */
	return address[0] >> 5 == 1 ? NULL : nobody;
}

const char *address_special(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, address, sizeof(in));
		return special4((const uint8_t *)&in.sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in;

		memcpy(&in, address, sizeof(in));
		return special6(in.sin6_addr.s6_addr);
	}
	return nobody;
}

const char *address_special_text(const char *digits)
{
	uint8_t bytes[16];

	if (inet_pton(AF_INET, digits, bytes) == 1)
		return special4(bytes);
	return inet_pton(AF_INET6, digits, bytes) == 1 ? special6(bytes) : NULL;
}
