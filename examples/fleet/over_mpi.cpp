// SPDX-License-Identifier: MIT
// The same fleet over MPI: each rank works for a group of plants, and rank 0 averages. It prints the text of fleet.cpp, whatever the
// number of ranks and the order in which images arrive.
//
//     mpirun -n 4 fleet_mpi [<option> <number>]...
//         --limit 10      seconds that rank 0 waits for the others' images
//         --order 0       of the plants of a rank, by this seed; 0 is ascending
//         --hang 3        this rank sends nothing any more after round …
//         --leave 3       this rank says farewell after round …
//         --talk 3        this rank sends messages without end beside its images after round …
//         --kill 3        this rank's process is killed after round … (mpirun --enable-recovery keeps the others)
//         --after 20      … this one
//         --without 9     plants from this number on send nothing any more after that round
//
// Messages go from one rank to another and are never collective: a broadcast would wait for the dead. A rank that has missed a round,
// or sends anything but the images of its plants, each once a round, is left out for good.
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "story.hpp"

using namespace fleet;

namespace {

enum Tag { tag_network, tag_contribution, tag_farewell, tag_end };
constexpr size_t image_bytes = sizeof(Contribution::image.bytes);

struct Options {
    int limit = 10, order = 0, hang = -1, leave = -1, talk = -1, kill = -1, after = rounds, without = plants;
};

/// Only who `is_teller` says what it did not understand.
bool parse(Options& options, int count, char** arguments, bool is_teller) {
    struct {
        const char* name;
        int* value;
    } const known[] = {{"--limit", &options.limit}, {"--order", &options.order},    {"--hang", &options.hang},
                       {"--leave", &options.leave}, {"--talk", &options.talk},      {"--kill", &options.kill},
                       {"--after", &options.after}, {"--without", &options.without}};
    for (int i = 1; i < count; i += 2) {
        bool is_known = false;
        for (const auto& option : known) {
            if (i + 1 < count && strcmp(arguments[i], option.name) == 0) {
                char* end = nullptr;
                const long value = strtol(arguments[i + 1], &end, 10);
                is_known = end != arguments[i + 1] && *end == '\0' && value >= 0 && value <= 1000000;
                *option.value = static_cast<int>(value);
            }
        }
        if (!is_known && is_teller) {
            fprintf(stderr, "fleet_mpi: '%s%s%s' is no option with a whole number; see the head of over_mpi.cpp\n",
                    arguments[i], i + 1 < count ? " " : "", i + 1 < count ? arguments[i + 1] : "");
        }
        if (!is_known) {
            return false;
        }
    }
    return true;
}

struct Message {
    int sender = 0, tag = tag_network;
    std::vector<uint8_t> bytes;
};

/// Takes the next message of a rank if one is here.
bool take(Message& message, int sender) {
    int is_here = 0;
    MPI_Status status;
    MPI_Iprobe(sender, MPI_ANY_TAG, MPI_COMM_WORLD, &is_here, &status);
    if (is_here == 0) {
        return false;
    }
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    message.sender = sender;
    message.tag = status.MPI_TAG;
    message.bytes.resize(static_cast<size_t>(size));
    MPI_Recv(message.bytes.data(), size, MPI_BYTE, message.sender, message.tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    return true;
}
void send(const std::vector<uint8_t>& bytes, int receiver, Tag tag) {
    MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, receiver, tag, MPI_COMM_WORLD);
}
using Time = std::chrono::steady_clock::time_point;
double seconds_since(Time start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
/// Waits without keeping a core busy.
void rest() { std::this_thread::sleep_for(std::chrono::microseconds(50)); }

/// Words, then an image: the same bytes from machines of either byte order.
std::vector<uint8_t> packed(std::initializer_list<uint32_t> words, const mote::Image<Net>& image) {
    std::vector<uint8_t> bytes(4 * words.size());
    uint8_t* at = bytes.data();
    for (const uint32_t word : words) {
        mote::put_word(at, word);
        at += 4;
    }
    bytes.insert(bytes.end(), image.bytes, image.bytes + image_bytes);
    return bytes;
}

class Rank {
  public:
    Rank(int rank, int ranks, const Options& options) : rank_(rank), ranks_(ranks), options_(options) {}

    int owner(size_t plant) const { return static_cast<int>(plant * static_cast<size_t>(ranks_) / plants); }

  protected:
    /// Works for the plants of this rank, and hands in what they have: give(plant, contribution).
    template <class Give>
    void work(const Net& of_all, uint32_t round, Give give) {
        const mote::Shuffle order(plants, static_cast<uint32_t>(options_.order),
                                  round * static_cast<uint32_t>(ranks_) + static_cast<uint32_t>(rank_));
        for (uint32_t i = 0; i < plants; ++i) {
            const size_t plant = options_.order == 0 ? i : order(i);
            const bool is_silent = is_past(round) && plant >= static_cast<size_t>(options_.without);
            if (owner(plant) == rank_ && !is_silent) {
                worker_.work(contribution_, of_all, plant, round);
                give(plant, contribution_);
            }
        }
    }
    bool is_past(uint32_t round) const { return round >= static_cast<uint32_t>(options_.after); }

    int rank_, ranks_;
    Options options_;

  private:
    Plant worker_ = {};
    Contribution contribution_ = {};
};

/// Rank 0: hands out the network, gathers what arrives, averages.
class Server : Rank {
  public:
    Server(int ranks, const Options& options) : Rank(0, ranks, options), here_(static_cast<size_t>(ranks), true) {}

    void run() {
        const auto start = std::chrono::steady_clock::now();
        story_.begin();
        for (uint32_t round = 0; round < rounds; ++round) {
            story_.round = {};
            missing_.assign(here_.size(), 0);
            for (size_t plant = 0; plant < plants; ++plant) {
                const bool is_silent = is_past(round) && plant >= static_cast<size_t>(options_.without);
                missing_[static_cast<size_t>(owner(plant))] += is_silent ? 0 : 1;
            }
            hand_out(round);
            work(story_.net, round, [&](size_t plant, const Contribution& contribution) {
                (void)keep(0, plant, contribution.rows, contribution.image.bytes, image_bytes);
            });
            gather(round);
            story_.end_round(round);
        }
        story_.end();
        for (int rank = 1; rank < ranks_; ++rank) {
            send({}, rank, tag_end);
        }
        fprintf(stderr,
                "fleet_mpi: %d ranks, %.2f s, of that %.2f s waiting for the silent; %u messages left out; order of "
                "arrival 0x%08x\n",
                ranks_, seconds_since(start), waited_, strays_, arrivals_);
    }

  private:
    void hand_out(uint32_t round) {
        mote::Image<Net> image;
        (void)mote::save(story_.net, image);
        for (int rank = 1; rank < ranks_; ++rank) {
            if (here_[static_cast<size_t>(rank)]) {
                send(packed({round}, image), rank, tag_network);
            }
        }
    }

    /// False if the sender may not send this, or has sent it already.
    bool keep(int sender, size_t plant, uint32_t rows, const uint8_t* bytes, size_t size) {
        if (plant >= plants || owner(plant) != sender || !story_.round.put(plant, rows, bytes, size)) {
            return false;
        }
        --missing_[static_cast<size_t>(sender)];
        const auto number = static_cast<uint8_t>(plant);
        arrivals_ = mote::crc32(arrivals_, &number, 1);
        return true;
    }

    void gather(uint32_t round) {
        const auto start = std::chrono::steady_clock::now();
        Message message;
        while (is_waiting()) {
            bool is_quiet = true;  // One message of each at a time, or whoever talks without end would hold the clock.
            for (int rank = 1; rank < ranks_; ++rank) {
                if (take(message, rank)) {
                    is_quiet = false;
                    receive(message, round);
                }
            }
            if (seconds_since(start) > options_.limit) {
                leave_out_the_silent(round);
                waited_ += seconds_since(start);
            } else if (is_quiet) {
                rest();
            }
        }
    }
    bool is_waiting() const {
        bool waits = false;
        for (size_t rank = 1; rank < here_.size(); ++rank) {
            waits = waits || (here_[rank] && missing_[rank] > 0);
        }
        return waits;
    }
    void receive(const Message& message, uint32_t round) {
        const auto& bytes = message.bytes;
        const auto rank = static_cast<size_t>(message.sender);
        if (!here_[rank]) {
            ++strays_;
        } else if (message.tag == tag_farewell) {
            here_[rank] = false;
            fprintf(stderr, "fleet_mpi: rank %zu says farewell in round %u\n", rank, round + 1);
        } else if (message.tag != tag_contribution || bytes.size() < 12 || mote::get_word(bytes.data()) != round ||
                   !keep(message.sender, mote::get_word(bytes.data() + 4), mote::get_word(bytes.data() + 8),
                         bytes.data() + 12, bytes.size() - 12)) {
            ++strays_;
            here_[rank] = false;
            fprintf(stderr, "fleet_mpi: rank %zu has sent what it may not in round %u: left out\n", rank, round + 1);
        }
    }
    void leave_out_the_silent(uint32_t round) {
        for (size_t rank = 1; rank < here_.size(); ++rank) {
            if (here_[rank] && missing_[rank] > 0) {
                here_[rank] = false;
                fprintf(stderr, "fleet_mpi: rank %zu has not sent all its images within %d s in round %u: left out\n",
                        rank, options_.limit, round + 1);
            }
        }
    }

    Story story_{tolerant};
    std::vector<bool> here_;
    std::vector<int> missing_;  // images, by rank
    unsigned strays_ = 0;
    uint32_t arrivals_ = 0;
    double waited_ = 0;
};

/// Any other rank: takes the network, works for its plants, sends.
class Client : Rank {
  public:
    using Rank::Rank;

    void run() {
        Message message;
        for (bool is_told = true; message.tag != tag_end;) {
            talk();
            if (!take(message, 0)) {
                rest();
            } else if (message.tag == tag_network && is_told) {
                is_told = learn(message.bytes);
            }
        }
    }

  private:
    /// Sends a message that it may not send.
    void talk() const {
        if (is_talking_) {
            send({}, 0, tag_contribution);
        }
    }
    /// False if this rank takes part no longer.
    bool learn(const std::vector<uint8_t>& bytes) {
        const uint32_t round = mote::get_word(bytes.data());
        mote::Image<Net> image;
        memcpy(image.bytes, bytes.data() + 4, image_bytes);
        Net of_all;
        if (mote::load(of_all, image) != mote::Status::ok) {
            return false;
        }
        if (is_past(round) && rank_ == options_.kill) {
            raise(SIGKILL);
        }
        if (is_past(round) && rank_ == options_.leave) {
            send({}, 0, tag_farewell);
            return false;
        }
        if (is_past(round) && rank_ == options_.hang) {
            return false;
        }
        is_talking_ = is_past(round) && rank_ == options_.talk;
        talk();
        work(of_all, round, [&](size_t plant, const Contribution& contribution) {
            send(packed({round, static_cast<uint32_t>(plant), contribution.rows}, contribution.image), 0,
                 tag_contribution);
        });
        return true;
    }

    bool is_talking_ = false;
};

}  // namespace

int main(int count, char** arguments) {
    MPI_Init(&count, &arguments);
    int rank = 0, ranks = 1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    Options options;
    const bool is_understood = parse(options, count, arguments, rank == 0);
    if (is_understood && rank == 0) {
        Server(ranks, options).run();
    } else if (is_understood) {
        Client(rank, ranks, options).run();
    }
    MPI_Finalize();
    return is_understood ? 0 : 1;
}
