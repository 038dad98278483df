package com.example.bank;

/** An account of a bank. */
public class Account {
  final int number;
  int balance;

  public Account(int number) {
    this.number = number;
  }
}
