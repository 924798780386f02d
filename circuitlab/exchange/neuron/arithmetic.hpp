// What Python's arithmetic has and C++ has not.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>

template <class To, class From>
static inline To clab_seen_as(From value) {
  static_assert(sizeof(To) == sizeof(From), "bits are seen as as many bits");
  To other;
  std::memcpy(&other, &value, sizeof other);
  return other;
}

template <class A, class B>
static inline auto clab_least(A a, B b) {
  using Both = std::common_type_t<A, B>;
  return Both(b) < Both(a) ? Both(b) : Both(a);
}

template <class A, class B>
static inline auto clab_greatest(A a, B b) {
  using Both = std::common_type_t<A, B>;
  return Both(b) > Both(a) ? Both(b) : Both(a);
}

static inline std::int64_t clab_moved_left(std::int64_t bits, int places) {
  return std::int64_t(std::uint64_t(bits) << places);
}

static inline std::uint64_t clab_moved_left(std::uint64_t bits, std::uint64_t places) {
  return bits << places;
}

// The remainder has the sign of the divisor, and a // b is (a - remainder) / b.
static inline double clab_remainder_of(double a, double b) {
  double left = std::fmod(a, b);
  if (left != 0.0 && (left < 0.0) != (b < 0.0)) left += b;
  return left;
}

static inline double clab_floor_divided(double a, double b) {
  const double quotient = (a - clab_remainder_of(a, b)) / b;
  const double whole = std::floor(quotient);
  return quotient - whole > 0.5 ? whole + 1.0 : whole;
}
