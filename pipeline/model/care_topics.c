#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/care.h"
#include "topic.h"

/*
 * Words in small letters. English first, then Scottish Gaelic and Polish, the languages that are
 * most spoken after it where blether comes from; the entries of a site's help add nothing here:
 * only what stands in this table is asked for a note.
 */
const struct care_topic care_topics[] = {
	{ .name = "bereavement",
	  .also = "grief|grieving|loss|losing someone|loss of a loved one|grief and loss|"
		  "bereavement and loss|loss and grief|death|dying|death and "
		  "dying|mourning|bereaved|"
		  "funerals|widowhood|caoidh|bròn|bàs|żałoba|śmierć" },
	{ .name = "baby loss",
	  .also = "miscarriage|stillbirth|pregnancy loss|loss of a baby|neonatal death|"
		  "child bereavement|loss of a child|child loss|poronienie",
	  .wider = "bereavement" },
	{ .name = "terminal illness",
	  .also = "life limiting illness|end of life|end of life care|palliative care",
	  .wider = "bereavement" },
	{ .name = "suicide",
	  .also = "suicides|suicidal thoughts|suicidal feelings|suicide prevention|suicide loss|"
		  "suicide bereavement|bereavement by suicide|suicidality|fèin mharbhadh|"
		  "samobójstwo",
	  .is_urgent = true },
	{ .name = "self-harm",
	  .also = "self injury|self harming|fèin chron|samookaleczanie",
	  .wider = "suicide",
	  .is_urgent = true },
	{ .name = "drug deaths",
	  .also = "drug death|drug related death|drug related deaths|overdose|overdoses|"
		  "drug overdose|drugs deaths|naloxone|przedawkowanie",
	  .wider = "addiction",
	  .is_urgent = true },
	{ .name = "addiction",
	  .also = "addictions|drugs|drug use|substance use|problem drug use|"
		  "problematic substance use|substance misuse|substance abuse|drug "
		  "misuse|dependence|"
		  "dependency|recovery from addiction|addiction and recovery|tràilleachd|"
		  "uzależnienie|narkotyki" },
	{ .name = "alcohol",
	  .also = "drinking|problem drinking|alcohol use|alcoholism|alcohol dependence|"
		  "alcohol misuse|deoch làidir|alkohol|alkoholizm",
	  .wider = "addiction" },
	{ .name = "gambling",
	  .also = "problem gambling|gambling harm|gambling harms|betting",
	  .wider = "addiction" },
	{ .name = "domestic abuse",
	  .also = "domestic violence|coercive control|partner violence|intimate partner violence|"
		  "abusive relationships|gender based violence|violence against women|"
		  "violence against women and girls|stalking|ana cleachdadh dachaigheil|"
		  "przemoc domowa",
	  .is_urgent = true,
	  .is_watched = true },
	{ .name = "sexual abuse",
	  .also = "rape|sexual violence|sexual assault|incest|ana cleachdadh feise|gwałt|"
		  "przemoc seksualna",
	  .is_urgent = true,
	  .is_watched = true },
	{ .name = "child abuse",
	  .also = "childhood abuse|abuse in childhood|abuse of children|child sexual abuse|"
		  "child sexual exploitation|child neglect|ana cleachdadh cloinne|przemoc wobec "
		  "dzieci",
	  .is_urgent = true,
	  .is_watched = true },
	{ .name = "forced marriage",
	  .also = "honour based abuse|honour based violence|honor based violence|"
		  "female genital mutilation|fgm|przymusowe małżeństwo",
	  .wider = "domestic abuse",
	  .is_urgent = true,
	  .is_watched = true },
	{ .name = "human trafficking",
	  .also = "trafficking|modern slavery|forced labour|forced labor|handel ludźmi",
	  .is_urgent = true,
	  .is_watched = true },
	{ .name = "eating disorders",
	  .also = "eating disorder|disordered eating|anorexia|bulimia|binge eating|"
		  "eas òrdugh ithe|zaburzenia odżywiania" },
	{ 0 },
};

/* Is `key`, a word without blanks and hyphens, the first `len` bytes of `word` without them? */
static bool is_spelling(const char *key, const char *word, size_t len)
{
	for (const char *end = word + len; word < end; word++) {
		if (*word == ' ' || *word == '-')
			continue;
		if (*key++ != *word)
			return false;
	}
	return !*key;
}

static bool is_named(const struct care_topic *t, const char *key)
{
	size_t len;

	if (is_spelling(key, t->name, strlen(t->name)))
		return true;
	for (const char *s = t->also; *s; s += len + (s[len] == '|')) {
		len = strcspn(s, "|");
		if (is_spelling(key, s, len))
			return true;
	}
	return false;
}

const struct care_topic *care_topic_find(const char *word, struct arena *scratch)
{
	const char *key = topic_key(word, scratch);

	for (const struct care_topic *t = care_topics; *key && t->name; t++) {
		if (is_named(t, key))
			return t;
	}
	return NULL;
}
