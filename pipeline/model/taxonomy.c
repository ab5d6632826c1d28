#include "model/taxonomy.h"

#include <strings.h>

#include "base/mem.h"

/* clang-format off */
#define ROLES(ROW) \
	ROW("Creative Direction", "Director") \
	ROW("Creative Direction", "Assistant Director") \
	ROW("Creative Direction", "Executive Producer") \
	ROW("Creative Direction", "Senior Producer") \
	ROW("Creative Direction", "Producer") \
	ROW("Creative Direction", "Associate Producer") \
	ROW("Creative Direction", "Development Producer") \
	ROW("Creative Direction", "Creative Director") \
	ROW("Cast", "Host") \
	ROW("Cast", "Co-Host") \
	ROW("Cast", "Guest Host") \
	ROW("Cast", "Guest") \
	ROW("Cast", "Voice Actor") \
	ROW("Cast", "Narrator") \
	ROW("Cast", "Announcer") \
	ROW("Cast", "Reporter") \
	ROW("Writing", "Author") \
	ROW("Writing", "Editorial Director") \
	ROW("Writing", "Co-Writer") \
	ROW("Writing", "Writer") \
	ROW("Writing", "Songwriter") \
	ROW("Writing", "Guest Writer") \
	ROW("Writing", "Story Editor") \
	ROW("Writing", "Managing Editor") \
	ROW("Writing", "Script Editor") \
	ROW("Writing", "Script Coordinator") \
	ROW("Writing", "Researcher") \
	ROW("Writing", "Editor") \
	ROW("Writing", "Fact Checker") \
	ROW("Writing", "Translator") \
	ROW("Writing", "Transcriber") \
	ROW("Writing", "Logger") \
	ROW("Audio Production", "Studio Coordinator") \
	ROW("Audio Production", "Technical Director") \
	ROW("Audio Production", "Technical Manager") \
	ROW("Audio Production", "Audio Engineer") \
	ROW("Audio Production", "Remote Recording Engineer") \
	ROW("Audio Production", "Post Production Engineer") \
	ROW("Audio Post-Production", "Audio Editor") \
	ROW("Audio Post-Production", "Sound Designer") \
	ROW("Audio Post-Production", "Foley Artist") \
	ROW("Audio Post-Production", "Composer") \
	ROW("Audio Post-Production", "Theme Music") \
	ROW("Audio Post-Production", "Music Production") \
	ROW("Audio Post-Production", "Music Contributor") \
	ROW("Administration", "Production Coordinator") \
	ROW("Administration", "Booking Coordinator") \
	ROW("Administration", "Production Assistant") \
	ROW("Administration", "Content Manager") \
	ROW("Administration", "Marketing Manager") \
	ROW("Administration", "Sales Representative") \
	ROW("Administration", "Sales Manager") \
	ROW("Visuals", "Graphic Designer") \
	ROW("Visuals", "Cover Art Designer") \
	ROW("Community", "Social Media Manager") \
	ROW("Misc.", "Consultant") \
	ROW("Misc.", "Intern") \
	ROW("Video Production", "Camera Operator") \
	ROW("Video Production", "Lighting Designer") \
	ROW("Video Production", "Camera Grip") \
	ROW("Video Production", "Assistant Camera") \
	ROW("Video Post-Production", "Editor") \
	ROW("Video Post-Production", "Assistant Editor")
/* clang-format on */

#define AS_ROLE(group, name) { group, name },
#define AS_NAME(group, name) name,

static const struct role table[] = { ROLES(AS_ROLE) };

static const char *const names[] = { ROLES(AS_NAME) NULL };

static const char *const all_groups[] = {
	"Creative Direction",
	"Cast",
	"Writing",
	"Audio Production",
	"Audio Post-Production",
	"Administration",
	"Visuals",
	"Community",
	"Misc.",
	"Video Production",
	"Video Post-Production",
	NULL,
};

const struct role *role_find(const char *name, const char *group)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		if (strcasecmp(table[i].name, name) == 0 &&
		    (!group || strcasecmp(table[i].group, group) == 0))
			return &table[i];
	}
	return NULL;
}

const char *group_find(const char *name)
{
	for (const char *const *g = all_groups; *g; g++) {
		if (strcasecmp(*g, name) == 0)
			return *g;
	}
	return NULL;
}

const struct role *roles(size_t *count)
{
	*count = COUNT(table);
	return table;
}

const char *const *role_names(void)
{
	return names;
}

const char *const *groups(void)
{
	return all_groups;
}

const char *role_meant(const char *word)
{
	static const char *const pairs[][2] = {
		{ "presenter", "host" },
		{ "interviewer", "host" },
		{ "moderator", "host" },
		{ "speaker", "guest" },
		{ "interviewee", "guest" },
		{ "participant", "guest" },
		{ "expert", "guest" },
		{ "voice", "narrator" },
		{ "reader", "narrator" },
		{ "actor", "voice actor" },
		{ "editing", "audio editor" },
		{ "sound", "audio engineer" },
		{ "sound engineer", "audio engineer" },
		{ "engineer", "audio engineer" },
		{ "technician", "audio engineer" },
		{ "sound editor", "audio editor" },
		{ "mixing", "audio engineer" },
		{ "mastering", "post production engineer" },
		{ "music", "composer" },
		{ "musician", "composer" },
		{ "artwork", "cover art designer" },
		{ "designer", "graphic designer" },
		{ "transcript", "transcriber" },
		{ "transcription", "transcriber" },
		{ "research", "researcher" },
		{ "production", "producer" },
		{ "social media", "social media manager" },
	};

	for (size_t i = 0; i < COUNT(pairs); i++) {
		if (strcasecmp(pairs[i][0], word) == 0)
			return pairs[i][1];
	}
	return NULL;
}
