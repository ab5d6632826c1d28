#include "base/hash.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/mem.h"

static const char hex_digits[] = "0123456789abcdef";

struct hash hash_bytes(const void *data, size_t len)
{
	struct hash h;

	EVP_Digest(data, len, h.bytes, NULL, EVP_sha256(), NULL);
	return h;
}

struct hash hash_hmac(const void *key, size_t key_len, const void *data, size_t len)
{
	struct hash h;

	HMAC(EVP_sha256(), key, (int)key_len, data, len, h.bytes, NULL);
	return h;
}

/* OpenSSL's state of a digest. */
struct hasher {
	EVP_MD_CTX *digest;
};

static struct hasher *hasher_of(const EVP_MD *algorithm)
{
	struct hasher *h = xcalloc(1, sizeof(*h));

	h->digest = EVP_MD_CTX_new();
	assert(h->digest); /* it fails for want of memory alone, which ends the process elsewhere,
			      too */
	EVP_DigestInit_ex(h->digest, algorithm, NULL);
	return h;
}

struct hasher *hasher_new(void)
{
	return hasher_of(EVP_sha256());
}

void hasher_add(struct hasher *h, const void *data, size_t len)
{
	EVP_DigestUpdate(h->digest, data, len);
}

/* The length of what went into `bytes`, for which there is room. */
static size_t finish(struct hasher *h, uint8_t *bytes)
{
	unsigned len;

	EVP_DigestFinal_ex(h->digest, bytes, &len);
	EVP_MD_CTX_free(h->digest);
	free(h);
	return len;
}

struct hash hasher_end(struct hasher *h)
{
	struct hash hash;

	finish(h, hash.bytes);
	return hash;
}

static bool hash_fd(int fd, struct hasher *h, int64_t *size)
{
	static const size_t block_size = (size_t)1 << 17;
	struct arena a = { 0 };
	char *block = arena_alloc(&a, block_size);
	ssize_t n;

	*size = 0;
	while ((n = read(fd, block, block_size)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		hasher_add(h, block, (size_t)n);
		*size += n;
	}
	int keep = errno;
	arena_free(&a);
	errno = keep;
	return n == 0;
}

/* Adds all of a file; false with errno set when it cannot be read. */
static bool hash_path(const char *path, struct hasher *h, int64_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	bool ok = hash_fd(fd, h, size);
	int keep = errno;

	close(fd);
	errno = keep;
	return ok;
}

bool hash_file(const char *path, struct hash *into, int64_t *size)
{
	struct hasher *h = hasher_new();
	bool ok = hash_path(path, h, size);
	int keep = errno;

	*into = hasher_end(h);
	errno = keep;
	return ok;
}

static void md5_hex(const uint8_t *bytes, char hex[static HASH_MD5_HEX])
{
	for (size_t i = 0; i < HASH_MD5_HEX / 2; i++) {
		hex[2 * i] = hex_digits[bytes[i] >> 4];
		hex[2 * i + 1] = hex_digits[bytes[i] & 15];
	}
	hex[HASH_MD5_HEX - 1] = '\0';
}

bool hash_file_md5(const char *path, char hex[static HASH_MD5_HEX])
{
	uint8_t bytes[EVP_MAX_MD_SIZE];
	struct hasher *h = hasher_of(EVP_md5());
	int64_t size;
	bool ok = hash_path(path, h, &size);
	int keep = errno;

	finish(h, bytes);
	md5_hex(bytes, hex);
	errno = keep;
	return ok;
}

void hash_bytes_md5(const void *data, size_t len, char hex[static HASH_MD5_HEX])
{
	uint8_t bytes[EVP_MAX_MD_SIZE];

	EVP_Digest(data, len, bytes, NULL, EVP_md5(), NULL);
	md5_hex(bytes, hex);
}

static bool hash_range(int fd, int64_t from, int64_t size, struct hasher *h)
{
	static const size_t block_size = (size_t)1 << 17;
	struct arena a = { 0 };
	char *block = arena_alloc(&a, block_size);
	ssize_t n = 1;

	for (; size > 0 && n > 0; from += n, size -= n) {
		size_t most = size < (int64_t)block_size ? (size_t)size : block_size;

		n = pread(fd, block, most, from);
		if (n > 0)
			hasher_add(h, block, (size_t)n);
	}
	int keep = n == 0 ? ESTALE : errno;
	arena_free(&a);
	errno = keep;
	return n > 0;
}

bool hash_file_part(const char *path, int64_t from, int64_t size, struct hash *into)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;

	struct hasher *h = hasher_new();
	bool ok = hash_range(fd, from, size, h);
	int keep = errno;

	*into = hasher_end(h);
	close(fd);
	errno = keep;
	return ok;
}

static const EVP_MD *sri_algorithm(const char *name)
{
	if (strcmp(name, "sha256") == 0)
		return EVP_sha256();
	if (strcmp(name, "sha384") == 0)
		return EVP_sha384();
	return strcmp(name, "sha512") == 0 ? EVP_sha512() : NULL;
}

bool hash_file_sri(const char *path, const char *algorithm, char text[static HASH_SRI])
{
	const EVP_MD *md = sri_algorithm(algorithm);
	uint8_t bytes[EVP_MAX_MD_SIZE];
	int64_t size;

	if (!md) {
		errno = EINVAL;
		return false;
	}
	struct hasher *h = hasher_of(md);
	bool ok = hash_path(path, h, &size);
	int keep = errno, at = snprintf(text, HASH_SRI, "%s-", algorithm);

	EVP_EncodeBlock((unsigned char *)text + at, bytes, (int)finish(h, bytes));
	errno = keep;
	return ok;
}

static void write_hex(const uint8_t *bytes, size_t len, char *hex)
{
	for (size_t i = 0; i < len; i++) {
		hex[2 * i] = hex_digits[bytes[i] >> 4];
		hex[2 * i + 1] = hex_digits[bytes[i] & 15];
	}
	hex[2 * len] = '\0';
}

void hash_hex(const struct hash *h, char hex[static HASH_HEX])
{
	write_hex(h->bytes, HASH_BYTES, hex);
}

static struct hasher *digest_begin(enum digest d, int64_t size)
{
	struct hasher *h = hasher_of(d == DIGEST_GIT_SHA256 ? EVP_sha256() : EVP_sha1());
	char head[32];

	if (d != DIGEST_SHA1)
		hasher_add(h, head,
			   (size_t)snprintf(head, sizeof(head), "blob %" PRId64, size) + 1);
	return h;
}

static void digest_end(struct hasher *h, char hex[static HASH_HEX])
{
	uint8_t bytes[EVP_MAX_MD_SIZE];
	size_t len = finish(h, bytes);

	write_hex(bytes, len, hex);
}

void digest_bytes(enum digest d, const void *data, size_t len, char hex[static HASH_HEX])
{
	struct hasher *h = digest_begin(d, (int64_t)len);

	hasher_add(h, data, len);
	digest_end(h, hex);
}

bool digest_file(enum digest d, const char *path, int64_t size, char hex[static HASH_HEX])
{
	struct hasher *h = digest_begin(d, size);
	int64_t have;
	bool ok = hash_path(path, h, &have);
	int keep = errno;

	digest_end(h, hex);
	errno = ok ? ESTALE : keep;
	return ok && have == size;
}

bool hash_from_hex(const char *hex, struct hash *into)
{
	if (strlen(hex) != 2 * HASH_BYTES)
		return false;
	for (size_t i = 0; i < 2 * HASH_BYTES; i++) {
		const char *digit = strchr(hex_digits, hex[i]);
		if (!digit)
			return false;
		unsigned value = (unsigned)(digit - hex_digits);
		into->bytes[i / 2] = (uint8_t)(i % 2 ? into->bytes[i / 2] | value : value << 4);
	}
	return true;
}

void hash_base64(const struct hash *h, char text[static HASH_BASE64])
{
	EVP_EncodeBlock((unsigned char *)text, h->bytes, HASH_BYTES);
}

/* Sets version and variant (RFC 9562 section 4) and writes 8-4-4-4-12. */
static void uuid_format(uint8_t b[static 16], unsigned version, char *out)
{
	b[6] = (uint8_t)((b[6] & 0x0f) | version << 4);
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*out++ = '-';
		*out++ = hex_digits[b[i] >> 4];
		*out++ = hex_digits[b[i] & 15];
	}
	*out = '\0';
}

void uuid_v5(const uint8_t ns[static 16], const char *name, char out[static UUID_LEN + 1])
{
	uint8_t digest[20];
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	EVP_DigestInit_ex(ctx, EVP_sha1(), NULL);
	EVP_DigestUpdate(ctx, ns, 16);
	EVP_DigestUpdate(ctx, name, strlen(name));
	EVP_DigestFinal_ex(ctx, digest, NULL);
	EVP_MD_CTX_free(ctx);
	uuid_format(digest, 5, out);
}

bool uuid_v4(char out[static UUID_LEN + 1])
{
	uint8_t random[16];

	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		return false;
	uuid_format(random, 4, out);
	return true;
}
