package dev.racedetect.agent.model;

/**
 * Classes of the JDK that keep caches in concurrent maps: loading and linking classes, locales, formats. That two
 * threads link a lambda of the same type, or ask for the same locale, orders nothing; none of these caches holds
 * objects of the program.
 */
final class CacheModel implements JdkModel {
  private static final int LAST = Integer.MAX_VALUE;
  private static final String[] CACHES = {
    "java/lang/ClassLoader",
    "java/lang/WeakPairMap",
    "java/lang/invoke/ClassSpecializer",
    "java/lang/invoke/LambdaFormEditor",
    "java/lang/invoke/MethodHandles$Lookup",
    "java/lang/reflect/Proxy",
    "java/text/Collator",
    "java/text/DateFormatSymbols",
    "java/text/SimpleDateFormat",
    "java/util/Calendar",
    "java/util/Currency",
    "jdk/internal/loader/AbstractClassLoaderValue",
    "sun/util/calendar/CalendarSystem",
    "sun/util/locale/provider/AuxLocaleProviderAdapter",
    "sun/util/locale/provider/JRELocaleProviderAdapter",
    "sun/util/locale/provider/LocaleProviderAdapter",
    "sun/util/locale/provider/LocaleResources",
    "sun/util/locale/provider/LocaleServiceProviderPool",
    "sun/util/locale/provider/TimeZoneNameUtility"
  };

  @Override
  public void declare(Edges edges) {
    for (String cache : CACHES) {
      edges.of(cache).quietCalls(0, LAST);
    }
    edges.of("java/lang/invoke/MethodType$ConcurrentWeakInternSet").quietCalls(0, 20);
    edges.of("java/lang/invoke/StringConcatFactory").quietCalls(0, 18);
    edges.of("jdk/internal/util/ReferencedKeyMap").quietCalls(21, LAST);
    edges.of("sun/util/locale/LocaleObjectCache").quietCalls(0, 20);
  }
}
