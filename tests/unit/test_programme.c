#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "model/community.h"
#include "model/programme.h"

#define MOST 12

/* A programme of `count` sessions that so many people came to. */
struct made {
	struct programme programme;
	struct session sessions[MOST];
	struct session *list[MOST];
};

static void make(struct made *m, const int64_t *attended, size_t count)
{
	*m = (struct made){ .programme = { .session_count = count } };
	for (size_t i = 0; i < count; i++) {
		m->sessions[i] = (struct session){ .attended = attended[i],
						   .number = (int64_t)i + 1,
						   .programme = &m->programme };
		m->list[i] = &m->sessions[i];
	}
	m->programme.sessions = m->list;
}

static void tells_the_median_where_it_gives_nobody_away(void **state)
{
	FILE *oracle = popen("/usr/bin/python3 tests/unit/attendance_oracle.py", "r");
	char line[256];
	size_t lines = 0;

	(void)state;
	assert_non_null(oracle);
	for (; fgets(line, sizeof(line), oracle); lines++) {
		int64_t numbers[MOST];
		long twice, least, most;
		size_t count = 0;
		char *at = line;
		struct made m;

		while (*at != '\t')
			numbers[count++] = strtol(at, &at, 10);
		assert_int_equal(sscanf(at, "%ld %ld %ld", &twice, &least, &most), 3);
		make(&m, numbers, count);
		const struct attendance a = programme_attendance(&m.programme);

		if (a.median_twice != twice || a.least != least || a.most != most)
			fail_msg("%ld %ld %ld for %s", (long)a.median_twice, (long)a.least,
				 (long)a.most, line);
		assert_int_equal(a.count, count);
	}
	assert_int_equal(pclose(oracle), 0);
	assert_true(lines > 400);
}

static void leaves_out_sessions_that_nobody_counted(void **state)
{
	const int64_t attended[] = { 0, 12, 30, 14 };
	struct made m;

	(void)state;
	make(&m, attended, 4);
	m.sessions[2].status = "cancelled";
	const struct attendance a = programme_attendance(&m.programme);

	assert_int_equal(a.count, 2);
	assert_int_equal(a.median_twice, 26);
	assert_int_equal(a.most, 14);
	make(&m, attended, 1);
	assert_int_equal(programme_attendance(&m.programme).count, 0);
}

static void finds_what_comes_next(void **state)
{
	const int64_t attended[4] = { 0 };
	const struct moment now = { .utc = 1000000, .set = true };
	struct made m;

	(void)state;
	make(&m, attended, 4);
	for (size_t i = 0; i < 4; i++)
		m.sessions[i].date = (struct moment){ .utc = 900000 + 50000 * (int64_t)i, .set = true };
	m.sessions[1].end = (struct moment){ .utc = 960000, .set = true };
	/* The first has no end, so its day is over a day later; the second is over. */
	assert_ptr_equal(programme_next(&m.programme, now), &m.sessions[2]);
	m.sessions[2].status = "cancelled";
	assert_ptr_equal(programme_next(&m.programme, now), &m.sessions[3]);
	m.sessions[3].date.set = false;
	assert_null(programme_next(&m.programme, now));
	assert_true(programme_is_over(&m.programme, now));
	m.programme.end = (struct moment){ .utc = 1000000, .set = true };
	assert_false(programme_is_over(&m.programme, now));
}

static void adds_up_the_way_to_do_it_alone(void **state)
{
	const int64_t attended[3] = { 0 };
	const char *names[] = { "second", "01-first" };
	const struct source src = { .path = "programmes/p/sessions/01-first.md" }, other = { .path = "x.md" };
	const struct session *way[MOST];
	struct made m;

	(void)state;
	make(&m, attended, 3);
	m.sessions[0].item = (struct item){ .slug = "first", .src = &src };
	m.sessions[1].item = (struct item){ .slug = "second", .src = &other };
	m.sessions[2].item = (struct item){ .slug = "third", .src = &other };
	m.sessions[0].minutes = 40;
	m.sessions[2].minutes = 25;
	assert_int_equal(sessions_alone(&m.programme, way), 2);
	assert_ptr_equal(way[1], &m.sessions[2]);
	assert_int_equal(programme_minutes(&m.programme), 65);
	m.programme.alone = (struct strings){ .items = names, .count = 2 };
	assert_int_equal(sessions_alone(&m.programme, way), 2);
	assert_ptr_equal(way[0], &m.sessions[1]);
	assert_ptr_equal(way[1], &m.sessions[0]);
	assert_int_equal(programme_minutes(&m.programme), 40);
}

static void counts_communities(void **state)
{
	struct community all[] = { { .id = "a", .kind = "rural", .council = "South" },
				   { .id = "b", .kind = "urban", .council = "North" },
				   { .id = "c", .kind = "rural", .council = NULL } };
	const struct site site = { .communities = all, .community_count = 3 };
	struct arena a = { 0 };
	struct list l = communities_tally(&site, offsetof(struct community, kind), &a);
	const struct tally *t = l.items;

	(void)state;
	assert_int_equal(l.count, 2);
	assert_string_equal(t[0].name, "rural");
	assert_int_equal(t[0].count, 2);
	l = communities_tally(&site, offsetof(struct community, council), &a);
	t = l.items;
	assert_int_equal(l.count, 2);
	assert_string_equal(t[0].name, "North");
	assert_ptr_equal(site_community(&site, "b"), &all[1]);
	assert_null(site_community(&site, "d"));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_median_where_it_gives_nobody_away),
		cmocka_unit_test(leaves_out_sessions_that_nobody_counted),
		cmocka_unit_test(finds_what_comes_next),
		cmocka_unit_test(adds_up_the_way_to_do_it_alone),
		cmocka_unit_test(counts_communities),
	};

	return cmocka_run_group_tests_name("programme", tests, NULL, NULL);
}
