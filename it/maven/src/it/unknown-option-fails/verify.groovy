def log = new File(basedir, 'build.log').text
assert log.contains('RaceDetect: unknown option -Drace.inclde; the options are [race.deadlock, race.exclude,')
assert !log.contains('Tests run')
