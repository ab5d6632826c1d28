#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "../../pipeline/serve/range.h"

/* Ranges of a file of `size` bytes as text, "0-9,20-29"; or "whole", or "beyond". */
static const char *read(const char *header, int64_t size, char *text, size_t room)
{
	struct range r[RANGES_MOST];
	size_t count, len = 0;
	enum range_answer answer = ranges_read(header, size, r, &count);

	if (answer == RANGE_WHOLE && count)
		return "whole, and yet parts";
	if (answer != RANGE_PARTS)
		return answer == RANGE_WHOLE ? "whole" : "beyond";
	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(text + len, room - len, "%s%lld-%lld", i ? "," : "",
					(long long)r[i].first, (long long)r[i].last);
	return text;
}

#define IS(header, size, expected)                                                                 \
	do {                                                                                       \
		char text[1024];                                                                   \
		assert_string_equal(read(header, size, text, sizeof(text)), expected);             \
	} while (0)

static void test_parts(void **state)
{
	(void)state;
	IS("bytes=0-9", 100, "0-9");
	IS("bytes=10-", 100, "10-99");
	IS("bytes=-10", 100, "90-99");
	IS("bytes=-1000", 100, "0-99");
	IS("bytes=0-1000", 100, "0-99");
	IS("bytes=99-99", 100, "99-99");
	IS("Bytes=0-9", 100, "0-9");
	IS("bytes= 0-9 , 20-29", 100, "0-9,20-29");
	IS("bytes=0-9,500-", 100, "0-9");
	IS("bytes=4294967296-4294967299", 5000000000, "4294967296-4294967299");
}

static void test_beyond(void **state)
{
	(void)state;
	IS("bytes=100-", 100, "beyond");
	IS("bytes=100-200,300-", 100, "beyond");
	IS("bytes=-0", 100, "beyond");
	IS("bytes=0-", 0, "beyond");
}

static void test_whole(void **state)
{
	(void)state;
	IS(NULL, 100, "whole");
	IS("", 100, "whole");
	IS("bytes=", 100, "whole");
	IS("bytes=0-3,x", 100, "whole");
	IS("bytes=-", 100, "whole");
	IS("bytes=a-b", 100, "whole");
	IS("bytes=9-1", 100, "whole");
	IS("bytes=0-9;", 100, "whole");
	IS("bytes=0-9,", 100, "whole");
	IS("bytes=0--9", 100, "whole");
	IS("pages=0-9", 100, "whole");
	IS("bytes=99999999999999999999-", 100, "whole");
}

static void test_many(void **state)
{
	char header[256];
	int len = snprintf(header, sizeof(header), "bytes=0-0");

	(void)state;
	for (int i = 1; i < RANGES_MOST; i++)
		len += snprintf(header + len, sizeof(header) - (size_t)len, ",0-0");
	IS(header, 100, "0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0");
	snprintf(header + len, sizeof(header) - (size_t)len, ",0-0");
	IS(header, 100, "whole");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		{ "a range, an open one and a suffix are parts, cut to what is there", test_parts,
		  NULL, NULL, NULL },
		{ "what lies wholly beyond the end is told so", test_beyond, NULL, NULL, NULL },
		{ "what is no range is ignored", test_whole, NULL, NULL, NULL },
		{ "who asks for very many pieces gets the whole", test_many, NULL, NULL, NULL },
	};

	return cmocka_run_group_tests_name("range", tests, NULL, NULL);
}
