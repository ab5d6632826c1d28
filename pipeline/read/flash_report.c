#include "flash_report.h"

#include "base/diag.h"
#include "model/flash_report.h"

static void date_report(struct reader *r, struct flash_report *report)
{
	if (!month_parse(report->item.slug, &report->month))
		diag_report(r->diag, DIAG_FLASH_NAME, span_of(report->item.src),
			    "'%s' is not the name of a month; a flash report of March 2021 is "
			    "'flash-reports/2021-03.md'",
			    report->item.slug);
}

void flash_reports_date(struct reader *r)
{
	for (size_t i = 0; i < r->site->flash_report_count; i++)
		date_report(r, r->site->flash_reports[i]);
}
