def log = new File(basedir, 'build.log').text
assert log.contains('RaceDetect: findings can\'t be written to')
assert !log.contains('Tests run')
