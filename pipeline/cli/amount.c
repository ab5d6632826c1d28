#include "amount.h"

#include <stdio.h>

#include "report.h"

struct amount amount_bytes(int64_t bytes)
{
	static const char *const units[] = { "KB", "MB", "GB", "TB" };
	struct amount a;
	double n = (double)bytes / 1000;
	size_t unit = 0;

	if (bytes < 1000) {
		snprintf(a.text, sizeof(a.text), "%d %s", (int)bytes,
			 report_plural((unsigned long)bytes, "byte", "bytes"));
		return a;
	}
	for (; n >= 999.5 && unit < 3; unit++)
		n /= 1000;
	snprintf(a.text, sizeof(a.text), unit && n < 99.95 ? "%.1f %s" : "%.0f %s", n, units[unit]);
	return a;
}

struct amount amount_time(double seconds)
{
	struct amount a;
	const int64_t s = seconds < 1e9 ? (int64_t)(seconds + 0.5) : 1000000000;
	const int64_t minutes = (s + 30) / 60;

	if (s < 90)
		snprintf(a.text, sizeof(a.text), "%d s", s ? (int)s : 1);
	else if (minutes < 90)
		snprintf(a.text, sizeof(a.text), "%d min", (int)minutes);
	else
		snprintf(a.text, sizeof(a.text), "%lld h %lld min", (long long)(minutes / 60),
			 (long long)(minutes % 60));
	return a;
}
