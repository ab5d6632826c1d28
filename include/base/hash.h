#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A SHA-256 digest (FIPS 180-4) and its lower-case hexadecimal form. */
#define HASH_BYTES 32
#define HASH_HEX   (2 * HASH_BYTES + 1)

struct hash {
	uint8_t bytes[HASH_BYTES];
};

struct hash hash_bytes(const void *data, size_t len);

/* The same for bytes that come one after another; hasher_end() gives what it took back. */
struct hasher;
struct hasher *hasher_new(void) __attribute__((returns_nonnull));
void           hasher_add(struct hasher *h, const void *data, size_t len);
struct hash    hasher_end(struct hasher *h);

/* Hashes a file; false with errno set when it cannot be read. */
bool hash_file(const char *path, struct hash *into, int64_t *size);

/* `size` bytes of it, from `from` on; false with errno set when they cannot be read, or are not there (ESTALE). */
bool hash_file_part(const char *path, int64_t from, int64_t size, struct hash *into);

void hash_hex(const struct hash *h, char hex[static HASH_HEX]);
bool hash_from_hex(const char *hex, struct hash *into);

/*
 * MD5 (RFC 1321), lower-case hexadecimal: what archive.org says of the files that it has. It tells
 * damage, and protects from nobody. False with errno set when the file cannot be read.
 */
#define HASH_MD5_HEX 33
bool hash_file_md5(const char *path, char hex[static HASH_MD5_HEX]);
void hash_bytes_md5(const void *data, size_t len, char hex[static HASH_MD5_HEX]);

/* RFC 4648 section 4, with its `=`: as W3C Subresource Integrity writes it. */
#define HASH_BASE64 45
void hash_base64(const struct hash *h, char text[static HASH_BASE64]);

/*
 * The digest of a file as W3C Subresource Integrity writes it, by one of its three
 * algorithms: "sha256", "sha384" or "sha512". False with errno set when the file cannot be
 * read; EINVAL: there is no such algorithm.
 */
#define HASH_SRI 96
bool hash_file_sri(const char *path, const char *algorithm, char text[static HASH_SRI]);

/*
 * What hosts call bytes by; none of this is for security. Git's name of a file is the digest of
 * "blob SIZE", a zero byte, and the file (gitformat-pack(5)); git-pages uses it with SHA-256.
 */
enum digest { DIGEST_SHA1, DIGEST_GIT_SHA1, DIGEST_GIT_SHA256 };

void digest_bytes(enum digest d, const void *data, size_t len, char hex[static HASH_HEX]);

/* False with errno set when the file cannot be read; ESTALE: it is not `size` bytes long. */
bool digest_file(enum digest d, const char *path, int64_t size, char hex[static HASH_HEX]);

/* HMAC with SHA-256 (RFC 2104, FIPS 198-1). */
struct hash hash_hmac(const void *key, size_t key_len, const void *data, size_t len);

#define UUID_LEN 36

/* RFC 9562 section 5.5 (SHA-1 of namespace and name), lower-case hexadecimal. */
void uuid_v5(const uint8_t ns[static 16], const char *name, char out[static UUID_LEN + 1]);

/* RFC 9562 section 5.4 from the system's random source; false if there is none. */
bool uuid_v4(char out[static UUID_LEN + 1]);

#endif
