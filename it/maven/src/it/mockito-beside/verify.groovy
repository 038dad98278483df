def log = new File(basedir, 'build.log').text
// In both runs mocks work, and the race beside them is the only one.
assert log.count('Tests run: 5, Failures: 1, Errors: 0, Skipped: 0') >= 2
assert log.count('Found 1 data race(s)') == 2
assert log.contains('DATA RACE on it.Account.balance')
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/race/race-report.json'))
assert report.findings*.variable*.name == ['it.Account.balance']
assert report.findings*.test*.method == ['races_beside_a_mock']
assert report.summary.notInstrumented == []
assert report.jvms.every { it.complete }
