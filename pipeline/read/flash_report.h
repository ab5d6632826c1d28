#ifndef READ_FLASH_REPORT_H
#define READ_FLASH_REPORT_H

#include "reader.h"

/* The month of each flash report is the name of its file. Others are reported, and have none. */
void flash_reports_date(struct reader *r);

#endif
