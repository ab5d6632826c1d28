#include "rss.h"

/* <podcast:value>: who is paid how, written as it was given. */

static void write_recipients(struct rss *f, const struct list *recipients)
{
	const struct value_recipient *all = recipients->items;

	for (size_t i = 0; i < recipients->count; i++) {
		xml_start(&f->xml, "podcast:valueRecipient");
		xml_attr(&f->xml, "name", all[i].name);
		xml_attr(&f->xml, "type", all[i].type);
		xml_attr(&f->xml, "address", all[i].address);
		xml_attr(&f->xml, "customKey", all[i].custom_key);
		xml_attr(&f->xml, "customValue", all[i].custom_value);
		rss_attr_number(f, "split", all[i].split);
		xml_attr(&f->xml, "fee", all[i].fee ? "true" : NULL);
		xml_end(&f->xml);
	}
}

/* A remote item, or recipients of its own: never both. */
static void write_splits(struct rss *f, const struct list *splits)
{
	const struct value_split *all = splits->items;

	for (size_t i = 0; i < splits->count; i++) {
		xml_start(&f->xml, "podcast:valueTimeSplit");
		rss_attr_seconds(f, "startTime", all[i].start);
		rss_attr_seconds(f, "duration", all[i].duration);
		if (all[i].remote.guid) {
			rss_attr_seconds(f, "remoteStartTime", all[i].remote_start);
			rss_attr_number(f, "remotePercentage", all[i].remote_percentage);
			rss_remote_item(f, &all[i].remote);
		} else {
			write_recipients(f, &all[i].recipients);
		}
		xml_end(&f->xml);
	}
}

void rss_values(struct rss *f, const struct list *values)
{
	const struct value_block *all = values->items;

	for (size_t i = 0; i < values->count; i++) {
		xml_start(&f->xml, "podcast:value");
		xml_attr(&f->xml, "type", all[i].type);
		xml_attr(&f->xml, "method", all[i].method);
		xml_attr(&f->xml, "suggested", all[i].suggested);
		write_recipients(f, &all[i].recipients);
		write_splits(f, &all[i].splits);
		xml_end(&f->xml);
	}
}
