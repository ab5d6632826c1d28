#include <string.h>

#include "base/diag.h"
#include "rules.h"

/* The key of a node of the Lightning network: a point of secp256k1, compressed, in hexadecimal
 * (BOLT 8). */
#define NODE_KEY_LEN 66

/* What is wrong with where a share goes; NULL: nothing. */
static const char *address_fault(const struct value_recipient *r)
{
	const char *at = r->address ? strchr(r->address, '@') : NULL;
	bool node = r->type && strcmp(r->type, "node") == 0;
	bool is_name = at && at != r->address && at[1] && !strchr(at + 1, '@');

	if (!r->type || !r->address)
		return NULL;
	if (node && (strlen(r->address) != NODE_KEY_LEN ||
		     r->address[strspn(r->address, "0123456789abcdefABCDEF")]))
		return "is not the key of a node: 66 digits and letters a to f; for a name with an "
		       "@ "
		       "write 'type: lnaddress'";
	return node || is_name ? NULL : "is not an address such as name@pay.example.org";
}

static void check_recipients(const struct list *recipients, struct span at, struct diag *diag)
{
	const struct value_recipient *all = recipients->items;
	int64_t shares = 0;

	for (size_t i = 0; i < recipients->count; i++) {
		const char *fault = address_fault(&all[i]);

		shares += all[i].split;
		if (fault)
			diag_report(diag, DIAG_BAD_VALUE, list_field_span(recipients, i, "address"),
				    "'%s' %s", all[i].address, fault);
		if (all[i].custom_value && !all[i].custom_key)
			diag_report(diag, DIAG_LONE_FIELD,
				    list_field_span(recipients, i, "custom_value"),
				    "'custom_value' does nothing without 'custom_key'");
	}
	if (recipients->count && shares <= 0)
		diag_report(
			diag, DIAG_BAD_VALUE, at,
			"all shares are 0, so nobody would be paid; give each a 'split' above 0");
}

static void check_split(const struct list *splits, size_t i, struct diag *diag)
{
	const struct value_split *s = (const struct value_split *)splits->items + i;
	struct span at = splits->at[i];
	bool remote = s->remote.guid;

	if (!remote && !s->recipients.count)
		diag_report(diag, DIAG_BAD_VALUE, at,
			    "this part of the recording pays nobody; add 'remote' or 'recipients'");
	else if (remote && s->recipients.count)
		diag_report(
			diag, DIAG_BAD_VALUE, at,
			"this part of the recording has 'remote' and 'recipients'; keep one of the "
			"two");
	if (s->duration == 0)
		diag_report(diag, DIAG_BAD_VALUE, list_field_span(splits, i, "duration"),
			    "this part of the recording has no length");
	check_recipients(&s->recipients, at, diag);
}

/* Digits, and at most 18 more behind a point. */
static bool is_amount(const char *s)
{
	size_t whole = strspn(s, "0123456789");
	size_t part = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;

	return whole && whole <= 9 && (whole == 1 || *s != '0') && part <= 18 &&
	       !s[whole + (part ? part + 1 : 0)];
}

void values_check(const struct list *values, struct diag *diag)
{
	const struct value_block *all = values->items;

	for (size_t i = 0; i < values->count; i++) {
		check_recipients(&all[i].recipients, values->at[i], diag);
		if (all[i].suggested && !is_amount(all[i].suggested))
			diag_report(diag, DIAG_BAD_VALUE, list_field_span(values, i, "suggested"),
				    "'suggested' is '%s'; expected a number such as 0.00000005",
				    all[i].suggested);
		for (size_t k = 0; k < all[i].splits.count; k++)
			check_split(&all[i].splits, k, diag);
	}
}
