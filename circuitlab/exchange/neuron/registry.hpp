// Functions that step banks of cells, by the names of their kinds: each .mod file adds its own.
#include <map>
#include <string>

using ClabStep = void (*)(const double* shared, double* own, std::int64_t size, double step,
                          double now, std::uint64_t tick, unsigned char* hit);

inline std::map<std::string, ClabStep>& clab_steps() {
  static std::map<std::string, ClabStep> steps;
  return steps;
}

inline bool clab_list(const char* kind, ClabStep step) {
  clab_steps()[kind] = step;
  return true;
}

extern "C" {
void clab_advance(double now, double step);
void clab_arrive(double source, double at);
void clab_link(double cell, void* seen, void (*send)(void* seen, double now));
double clab_has_fired(double cell);
double clab_voltage(double cell);
}
