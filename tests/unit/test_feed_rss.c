#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feed/feed.h"
#include "feed_site.h"

static int setup(void **state)
{
	*state = bench_new();
	return 0;
}

static int teardown(void **state)
{
	bench_free(*state);
	return 0;
}

static struct site *render(struct bench *b, size_t episodes)
{
	struct site *site = demo_site(episodes, &b->arena);

	feed_render(site, &b->sink, &b->diag);
	return site;
}

static void dump(void **state)
{
	struct bench *b = *state;
	render(b, 2);
	puts(bench_text(b, "podcasts/hope/feed.xml"));
	puts(bench_text(b, "podcasts/hope/01-loss/chapters.json"));
	puts(bench_text(b, "podcasts/hope/01-loss/transcript.vtt"));
	puts(bench_text(b, "sitemap.xml"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(dump, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
