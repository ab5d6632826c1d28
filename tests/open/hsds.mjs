// Reads a built site's open/ as a partner would, and judges each file with ajv: hsds.mjs FOLDER SCHEMA [any]
// 'any' is for sites other than that of rich.py: what every one must keep to.
// TAP; the schemas themselves are tried with records that must not pass.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const [root, schemaFile, any] = process.argv.slice(2)
const open = join(root, 'open')
const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv)
ajv.addSchema(JSON.parse(readFileSync(schemaFile)))
const judge = Object.fromEntries(['service', 'organization', 'taxonomy', 'taxonomy_term', 'service_at_location', 'page', 'api']
	.map(name => [name, ajv.getSchema(`hsds-uk-3.0#/$defs/${name}`)]))

let count = 0, failed = false
const ok = (good, sentence, details = '') => {
	console.log(`${good ? 'ok' : 'not ok'} ${++count} - ${sentence}`)
	if (!good) { failed = true; console.error(`# not so: ${sentence}\n${details}`) }
}
const read = file => JSON.parse(readFileSync(join(open, file)))
const lists = { services: 'service', organizations: 'organization', taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term',
	service_at_locations: 'service_at_location' }
const faults = []
const check = (name, value, where) => {
	if (!judge[name](value)) faults.push(`${where}: ${ajv.errorsText(judge[name].errors)}`)
}

check('api', read('index.json'), 'index.json')
ok(!faults.length, 'the entry says what this is', faults.join('\n'))

// What must not be there: null, "", [], {}.
const empties = (value, where) => {
	if (value === null || value === '' || (typeof value === 'object' && !Object.keys(value).length)) faults.push(`${where} is empty`)
	else if (typeof value === 'object') for (const [k, v] of Object.entries(value)) empties(v, `${where}.${k}`)
}
const records = {}
for (const [list, kind] of Object.entries(lists)) {
	records[list] = []
	let page, number = 1
	do {
		const file = number === 1 ? `${list}.json` : `${list}-${number}.json`
		page = read(file)
		check('page', page, file)
		for (const one of page.contents) check(kind, one, file)
		if (page.page_number !== number || page.size !== page.contents.length || page.first_page !== (number === 1) ||
			page.last_page !== (number === page.total_pages) || page.empty !== (page.total_items === 0))
			faults.push(`${file}: the envelope does not fit`)
		if (!page.last_page && !page.next.endsWith(`/open/${list}-${number + 1}.json`)) faults.push(`${file}: next ${page.next}`)
		records[list].push(...page.contents)
		if (page.last_page && page.total_items !== records[list].length) faults.push(`${file}: ${page.total_items} in all`)
	} while (!page.last_page && ++number < 100)
	for (const one of records[list]) {
		const file = `${list}/${one.id}.json`
		if (!existsSync(join(open, file))) { faults.push(`${file} is missing`); continue }
		const whole = read(file)
		check(kind, whole, file)
		empties(whole, file)
		if (whole.id !== one.id) faults.push(`${file} is of ${whole.id}`)
	}
	if (readdirSync(join(open, list)).length !== records[list].length) faults.push(`${list}/ has other files`)
	ok(!faults.length, `${records[list].length} records of ${list} are valid, each with a file of its own`, faults.join('\n'))
}
ok(records.services.length > 50 && existsSync(join(open, 'services-2.json')), 'long lists have several pages')

const ids = Object.values(records).flat().map(r => r.id)
ok(new Set(ids).size === ids.length, 'no id is there twice')
const organizations = new Set(records.organizations.map(o => o.id))
ok(records.services.every(s => organizations.has(s.organization_id)), 'every service has its organisation')
ok([...organizations].every(id => records.services.some(s => s.organization_id === id)), 'every organisation has a service')

if (any) {
	console.log(`1..${count}`)
	process.exit(failed ? 1 : 0)
}

const named = name => records.services.filter(s => s.name === name).map(s => read(`services/${s.id}.json`))[0]
const schedule = name => { const { id, service_id, valid_from, dtstart, opens_at, closes_at, description, ...rule } = named(`Drop-in ${name}`).schedules[0]; return JSON.stringify(rule) }
const expected = {
	weekly: { freq: 'WEEKLY', interval: 1, byday: 'TU' },
	fortnightly: { freq: 'WEEKLY', interval: 2, byday: 'MO,FR' },
	daily: { freq: 'WEEKLY', interval: 1, byday: 'MO,TU,WE,TH,FR,SA,SU' },
	weekdays: { freq: 'WEEKLY', interval: 1, byday: 'MO,TU,WE,TH,FR' },
	'second-monday': { freq: 'MONTHLY', interval: 1, byday: '2MO' },
	'last-friday': { freq: 'MONTHLY', interval: 1, byday: '-1FR' },
	'month-days': { freq: 'MONTHLY', interval: 1, bymonthday: '1,15,-1' },
	until: { valid_to: '2027-12-24', freq: 'WEEKLY', interval: 1, byday: 'SU' },
	counted: {}, yearly: {}, 'set-pos': {}, 'every-third-day': {},
}
for (const [name, rule] of Object.entries(expected))
	ok(schedule(name) === JSON.stringify(rule), `the rule '${name}' is told as far as it can be`, schedule(name))
const weekly = named('Drop-in weekly')
ok(weekly.schedules[0].opens_at === '10:00' && weekly.schedules[0].closes_at === '12:30' && weekly.schedules[0].valid_from === '2026-01-05',
	'and from when till when')
for (const [name, status] of [['Drop-in weekly', 'active'], ['Resting', 'temporarily closed'], ['Gone', 'defunct'],
	['Example Closed', 'defunct'], ['A café', 'temporarily closed']])
	ok(named(name)?.status === status, `'${name}' is ${status}`, named(name)?.status)
ok(weekly.assured_date === '2026-09-15' && weekly.last_modified === '2026-09-15T00:00:00.000Z', 'the day of the last check is told')
ok(weekly.cost_options[0].amount === 0 && !('amount' in named('In the bay').cost_options[0]), 'what is free costs 0')
ok(weekly.contacts[0].title === 'the volunteer coordinator' && !('name' in weekly.contacts[0]), 'contacts are roles')
ok(weekly.service_at_locations[0].location.addresses[0].state_province === 'Exampleshire', 'an address has its region')
ok(weekly.organization.organization_identifiers.map(i => `${i.identifier_scheme}-${i.identifier}`).join() === 'GB-SC-SC000000,GB-COH-SC123456',
	'charity and company numbers have their scheme')
ok(!('service_at_locations' in named('Example Refuge')) && named('Example Refuge').service_areas.length === 1, 'of what is hidden there is no location')
ok(!('phones' in (named('Example Mobile').contacts?.[0] ?? {})) && !named('Example Mobile').email, "somebody's own number is left out")
ok(named('Example Agreed').contacts[0].phones[0].number === '07700 900222', 'but not where they agreed')
ok(records.services.filter(s => s.name === 'Words only').map(s => s.url.split('#')[1]).join() === 'service-words-only,service-words-only-2',
	'two of one name are told apart')

// Is the oracle itself awake?
const mutate = (sentence, change) => {
	const bad = structuredClone(weekly)
	change(bad)
	ok(!judge.service(bad), `a service ${sentence} is refused`)
}
ok(judge.service(weekly), 'a good service passes')
mutate('without name', s => delete s.name)
mutate('of another status', s => { s.status = 'open' })
mutate('whose id is no UUID', s => { s.id = 'listeners' })
mutate('with an organisation without description', s => delete s.organization.description)
mutate('with an address without postcode', s => delete s.service_at_locations[0].location.addresses[0].postal_code)
mutate('that comes once a year', s => { s.schedules[0].freq = 'YEARLY' })
mutate('whose times are no times', s => { s.schedules[0].opens_at = '25:00' })
mutate('with a term without name', s => delete s.attributes[0].taxonomy_term.name)
mutate('with a misspelt field', s => { s.organisation = {} })
mutate('whose latitude is text', s => { s.service_at_locations[0].location.latitude = '55.9' })
console.log(`1..${count}`)
process.exit(failed ? 1 : 0)
