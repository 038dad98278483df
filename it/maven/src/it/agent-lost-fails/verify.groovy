def log = new File(basedir, 'build.log').text
assert log.contains('tests of agent-lost-fails ran without the agent')
assert log.contains('Add @{argLine} to the argLine')
