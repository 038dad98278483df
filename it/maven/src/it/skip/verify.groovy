def log = new File(basedir, 'build.log').text
assert !log.contains('DATA RACE')
assert !new File(basedir, 'target/race').exists()
assert log.contains('Tests run: 1, Failures: 0')
