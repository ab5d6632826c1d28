#ifndef PUBLISH_ADDRESS_H
#define PUBLISH_ADDRESS_H

#include <sys/socket.h>

/*
 * What a network address is for, when it is none of the public internet: "this computer",
 * "a private network". NULL: it is public. An IPv6 address that stands for an IPv4 one
 * (mapped, NAT64, 6to4) is what that one is.
 *
 * By the registries of special-purpose addresses of IANA (RFC 6890, RFC 8190), and where clouds
 * keep the secrets of their machines.
 */
const char *address_special(const struct sockaddr *address);

/* The same of an address in digits, as inet_pton(3) takes it; NULL also for what is none. */
const char *address_special_text(const char *digits);

#endif
